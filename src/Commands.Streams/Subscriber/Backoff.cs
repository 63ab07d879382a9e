namespace Commands.Streams;

/// <summary>
/// The delays between the attempts to handle a command. Immutable. The same command has the same delays on every machine and in every run.
/// </summary>
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

    /// <summary>No delay: the next attempt follows at once.</summary>
    public static Backoff None { get; } = new(TimeSpan.Zero, 1, TimeSpan.Zero, 0);

    /// <summary>Creates a back-off with the same delay before each attempt.</summary>
    /// <param name="delay">0 to 1 day.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is out of range.</exception>
    public static Backoff Constant(TimeSpan delay)
    {
        Check(delay, nameof(delay));
        return new Backoff(delay, 1, delay, 0);
    }

    /// <summary>Creates a back-off whose delays grow from attempt to attempt.</summary>
    /// <param name="initial">The delay before the second attempt, 0 to 1 day.</param>
    /// <param name="factor">The factor by which each delay grows, 1 or more.</param>
    /// <param name="max">The longest delay, up to 1 day. By default 1 minute, or <paramref name="initial"/> if that is longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or the initial delay is longer than the longest.</exception>
    public static Backoff Exponential(TimeSpan initial, double factor = 2, TimeSpan? max = null)
    {
        Check(initial, nameof(initial));
        if (!(factor >= 1) || double.IsInfinity(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"A back-off must grow by a factor of 1 or more, not {factor}.");
        }

        var longest = max ?? (initial > UsualMax ? initial : UsualMax);
        Check(longest, nameof(max));
        return initial <= longest
            ? new Backoff(initial, factor, longest, 0)
            : throw new ArgumentOutOfRangeException(nameof(initial), initial, $"The initial delay of {initial} is longer than the longest delay of {longest}.");
    }

    /// <summary>
    /// Returns a copy whose delays are shortened by an amount that differs from command to command, so that commands that failed together are not
    /// retried together. The amount is computed from the command's position, not drawn at random.
    /// </summary>
    /// <param name="fraction">The largest fraction of a delay to subtract, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of range.</exception>
    public Backoff WithJitter(double fraction = 0.2) => fraction is >= 0 and <= 1
        ? new Backoff(_initial, _factor, _max, fraction)
        : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"A jitter must be a fraction from 0 to 1, not {fraction}.");

    /// <summary>Returns the delay after a failed attempt.</summary>
    /// <param name="attempt">The number of the failed attempt, 1 or more.</param>
    /// <param name="seed">The seed of the jitter; the same for all attempts of one command.</param>
    /// <exception cref="ArgumentOutOfRangeException">The attempt is below 1.</exception>
    public TimeSpan DelayAfter(int attempt, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var full = Math.Min(_max.Ticks, _initial.Ticks * Math.Pow(_factor, attempt - 1));
        var kept = _jitter == 0 ? 1 : 1 - (_jitter * Fraction((ulong)seed + (ulong)attempt));
        return TimeSpan.FromTicks((long)(full * kept));
    }

    /// <summary>Returns a number from 0 to 1 that depends on all bits of the seed: the finishing steps of SplitMix64.</summary>
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
            throw new ArgumentOutOfRangeException(name, delay, $"A back-off delay must be from 0 to 1 day, not {delay}.");
        }
    }
}
