namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// The one thing a worker's thread waits on: records, rebalances, handlers that end, and requests to stop all set it. Setting it twice wakes once.
/// </summary>
internal sealed class WorkerSignal : IDisposable
{
    private readonly AutoResetEvent _event = new(initialState: false);
    private int _isSet;

    /// <summary>Any thread, from callbacks of the client too: returns at once.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref _isSet, 1) == 0)
        {
            _event.Set();
        }
    }

    /// <summary>Waits until it is set or the time is up. The worker's thread only.</summary>
    public void Wait(TimeSpan timeout)
    {
        _event.WaitOne(timeout);

        // A full fence: what the worker looks at next must not be read before others can see that the signal is down.
        Interlocked.Exchange(ref _isSet, 0);
    }

    public void Dispose() => _event.Dispose();
}
