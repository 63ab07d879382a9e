namespace Commands.Streams.Operators.Async;

/// <summary>Counts an operator's handlers in flight against their limit, and measures them if the limit is adaptive. Worker only.</summary>
internal sealed class HandlerSlots
{
    /// <summary>Stands for handlers that are no samples for the limit.</summary>
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

    /// <summary>The number of handlers that have been started and have not ended.</summary>
    public int InFlight { get; private set; }

    /// <summary>The number of handlers that may be in flight.</summary>
    public int Limit => _adaptive?.Current ?? _fixed;

    public bool AnyFree => InFlight < Limit;

    /// <summary>The clock for the ends of handlers; null if they are not measured.</summary>
    public TimeProvider? Clock => _adaptive is null ? null : _clock;

    /// <summary>Called when a handler has been started that did not end at once. It is a sample for the limit only if it took the last free slot.</summary>
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

    /// <summary>Called when a handler has ended, with the values that <see cref="Take"/> returned and the timestamp of the end.</summary>
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

/// <summary>The range of an operator's concurrency. If the two numbers differ, a <see cref="GradientLimit"/> chooses between them.</summary>
internal readonly record struct ConcurrencyRange(int Minimum, int Maximum);
