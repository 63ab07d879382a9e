namespace Commands.Streams.Testing.Driving;

/// <summary>
/// Keeps what handlers want to carry on with until the driver's thread runs it, so that nothing of a handler runs on another thread unless the handler
/// itself went there. Posting is thread-safe; running is the driver's thread's alone.
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
        throw new NotSupportedException("A handler under the test driver must not wait for the driver's thread with Send. Use await or Post.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Makes the waiting driver look again.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Runs everything posted, what it posts in turn included.</summary>
    /// <returns>Whether there was anything.</returns>
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
    /// <returns>False where the time was up first.</returns>
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
