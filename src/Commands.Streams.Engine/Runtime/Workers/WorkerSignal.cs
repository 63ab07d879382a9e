namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// The one thing that a worker's thread waits for. It is set when records arrive, a rebalance begins, a handler ends or the worker is to stop. Setting it twice
/// wakes the worker once.
/// </summary>
internal sealed class WorkerSignal : IDisposable
{
    private readonly AutoResetEvent _event = new(initialState: false);
    private int _isSet;

    /// <summary>Returns at once. Any thread, including client callbacks.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref _isSet, 1) == 0)
        {
            _event.Set();
        }
    }

    /// <summary>Waits until the signal is set or the time is up. The worker's thread only.</summary>
    public void Wait(TimeSpan timeout)
    {
        _event.WaitOne(timeout);

        // A full fence: the worker must not check for work before other threads can see that the signal is down.
        Interlocked.Exchange(ref _isSet, 0);
    }

    public void Dispose() => _event.Dispose();
}
