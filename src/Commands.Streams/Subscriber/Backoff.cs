namespace Commands.Streams;

/// <summary>How long to wait between the tries of a command. Immutable. The same command waits the same time on every machine and in every run.</summary>
public sealed class Backoff
{
    private static readonly TimeSpan UsualMax = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _initial;
    private readonly double _factor;
    private readonly TimeSpan _max;
    private readonly double _jitter;

    private Backoff(TimeSpan initial, double factor, TimeSpan max, double jitter)
    {
        _initial = initial;
        _factor = factor;
        _max = max;
        _jitter = jitter;
    }

    /// <summary>No waiting: the next try follows at once.</summary>
    public static Backoff None { get; } = new(TimeSpan.Zero, 1, TimeSpan.Zero, 0);

    /// <summary>The same delay before each try.</summary>
    /// <param name="delay">0 to 1 day.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is out of its range.</exception>
    public static Backoff Constant(TimeSpan delay)
    {
        Check(delay, nameof(delay));
        return new Backoff(delay, 1, delay, 0);
    }

    /// <summary>Delays that grow from try to try.</summary>
    /// <param name="initial">The delay before the second try, 0 to 1 day.</param>
    /// <param name="factor">What each delay is multiplied by for the next; 1 or more.</param>
    /// <param name="max">The longest delay, up to 1 day. By default 1 minute, or <paramref name="initial"/> if that is longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the first delay is longer than the longest.</exception>
    public static Backoff Exponential(TimeSpan initial, double factor = 2, TimeSpan? max = null)
    {
        Check(initial, nameof(initial));
        if (!(factor >= 1) || double.IsInfinity(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"A back-off grows by a factor of 1 or more, not {factor}.");
        }

        var longest = max ?? (initial > UsualMax ? initial : UsualMax);
        Check(longest, nameof(max));
        return initial <= longest
            ? new Backoff(initial, factor, longest, 0)
            : throw new ArgumentOutOfRangeException(nameof(initial), initial, $"The first delay, {initial}, is longer than the longest, {longest}.");
    }

    /// <summary>
    /// A copy whose delays are shortened by a part that differs from command to command, so that commands that failed together are not tried together
    /// again. The part is computed from the command's position, not drawn.
    /// </summary>
    /// <param name="fraction">The largest part of a delay that is taken away, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
    public Backoff WithJitter(double fraction = 0.2) => fraction is >= 0 and <= 1
        ? new Backoff(_initial, _factor, _max, fraction)
        : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"A jitter is a part of the delay from 0 to 1, not {fraction}.");

    /// <summary>The delay after a try that failed.</summary>
    /// <param name="attempt">The try that failed, 1 or more.</param>
    /// <param name="seed">What jitter is computed from; the same for the tries of one command.</param>
    /// <exception cref="ArgumentOutOfRangeException">The attempt is below 1.</exception>
    public TimeSpan DelayAfter(int attempt, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var full = Math.Min(_max.Ticks, _initial.Ticks * Math.Pow(_factor, attempt - 1));
        var kept = _jitter == 0 ? 1 : 1 - (_jitter * Fraction((ulong)seed + (ulong)attempt));
        return TimeSpan.FromTicks((long)(full * kept));
    }

    /// <summary>A number from 0 to 1 that depends on all bits of the seed: the finishing steps of SplitMix64.</summary>
    private static double Fraction(ulong seed)
    {
        unchecked
        {
            var mixed = seed * 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }

    private static void Check(TimeSpan delay, string name)
    {
        if (delay < TimeSpan.Zero || delay > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(name, delay, $"A back-off waits from 0 to 1 day, not {delay}.");
        }
    }
}
