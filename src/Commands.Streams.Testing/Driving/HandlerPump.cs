namespace Commands.Streams.Testing.Driving;

/// <summary>
/// Queues the continuations of handlers until the driver's thread runs them, so that a handler does not run on another thread unless it chose to.
/// Posting is thread-safe; running is for the driver's thread only.
/// </summary>
internal sealed class HandlerPump : SynchronizationContext
{
    private readonly object _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private bool _woken;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            _posted.Enqueue((d, state));
            Monitor.Pulse(_gate);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("A handler under the test driver must not block on the driver's thread with Send. Use await or Post.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Wakes up the waiting driver.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Runs all posted continuations, including those they post in turn.</summary>
    /// <returns>True if there were any.</returns>
    public bool RunPosted()
    {
        var any = false;
        while (TryTake(out var posted))
        {
            any = true;
            posted.Callback(posted.State);
        }

        return any;
    }

    /// <summary>Waits until something is posted or <see cref="Wake"/> is called.</summary>
    /// <returns>False if the timeout elapsed first.</returns>
    public bool Wait(TimeSpan timeout)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        lock (_gate)
        {
            while (_posted.Count == 0 && !_woken)
            {
                var left = timeout - clock.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    return false;
                }
            }

            _woken = false;
            return true;
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) posted)
    {
        lock (_gate)
        {
            return _posted.TryDequeue(out posted);
        }
    }
}
