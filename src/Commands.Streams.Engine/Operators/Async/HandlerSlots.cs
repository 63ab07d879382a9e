namespace Commands.Streams.Operators.Async;

/// <summary>Counts an operator's handlers in flight against their limit, and lets them teach it if it adapts. Worker only.</summary>
internal sealed class HandlerSlots
{
    /// <summary>The window of handlers that say nothing about the limit.</summary>
    private const int NoWindow = -1;

    private readonly int _fixed;
    private readonly GradientLimit? _adaptive;
    private readonly TimeProvider _clock;

    public HandlerSlots(ConcurrencyRange concurrency, TimeProvider clock)
    {
        _fixed = concurrency.Maximum;
        _adaptive = concurrency.Minimum < concurrency.Maximum ? new GradientLimit(concurrency.Minimum, concurrency.Maximum) : null;
        _clock = clock;
    }

    /// <summary>Handlers that were started and have not ended.</summary>
    public int InFlight { get; private set; }

    /// <summary>How many there may be.</summary>
    public int Limit => _adaptive?.Current ?? _fixed;

    public bool AnyFree => InFlight < Limit;

    /// <summary>What times the ends of handlers; null if nobody asks.</summary>
    public TimeProvider? Clock => _adaptive is null ? null : _clock;

    /// <summary>A handler was started that has not ended at once. It teaches the limit only if it used that up.</summary>
    public void Take(out int window, out long startedAt)
    {
        InFlight++;
        if (_adaptive is null)
        {
            window = NoWindow;
            startedAt = 0;
            return;
        }

        window = InFlight >= _adaptive.Current ? _adaptive.Window : NoWindow;
        startedAt = _clock.GetTimestamp();
    }

    /// <summary>A handler has ended; the parameters are what <see cref="Take"/> gave, and when it ended.</summary>
    public void Free(int window, long startedAt, long endedAt)
    {
        InFlight--;
        if (window != NoWindow)
        {
            _adaptive!.Add(window, startedAt, endedAt);
        }
    }

    /// <summary>If the limit is holding records back, abandons a latency probe that has run too long.</summary>
    public void Refresh()
    {
        if (_adaptive is { IsProbing: true } && !AnyFree)
        {
            _adaptive.EndLateProbe(_clock.GetTimestamp());
        }
    }
}

/// <summary>How many handlers an operator may have in flight: a number, or what a <see cref="GradientLimit"/> finds between two.</summary>
internal readonly record struct ConcurrencyRange(int Minimum, int Maximum);
