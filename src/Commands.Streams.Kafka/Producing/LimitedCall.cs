namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// Makes native calls that may never return on a thread of their own, so that the caller waits for a limited time. A call that overruns is left to
/// itself, and with it the client it was made on: nothing else may be called here, and what is to be released is released once it returns after all.
/// </summary>
/// <param name="name">The thread's name.</param>
internal sealed class LimitedCall(string name)
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly SemaphoreSlim _answered = new(0);
    private Thread? _thread;
    private Func<nint>? _call;
    private Action? _whenReturned;
    private nint _result;

    /// <summary>Whether a call has overrun. It may have returned meanwhile; its result is nobody's.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Makes a call and waits for it.</summary>
    /// <param name="call">The call; what it needs must live until it returns, however late.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="result">What it returned.</param>
    /// <returns>False if it has not returned in time.</returns>
    public bool TryRun(Func<nint> call, TimeSpan limit, out nint result)
    {
        ObjectDisposedException.ThrowIf(IsLost, this);
        EnsureThread();
        _call = call;
        _asked.Release();
        if (!_answered.Wait(limit))
        {
            lock (_lock)
            {
                // It may have returned just now.
                IsLost = !_answered.Wait(TimeSpan.Zero);
            }
        }

        result = IsLost ? 0 : _result;
        return !IsLost;
    }

    /// <summary>Ends the thread, and releases what the calls used: now, or if one has overrun, when it returns.</summary>
    public void End(Action release)
    {
        lock (_lock)
        {
            if (IsLost && _call is not null)
            {
                _whenReturned = release;
                return;
            }
        }

        _call = null;
        _asked.Release();
        release();
    }

    private void EnsureThread()
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = name };
            _thread.Start();
        }
    }

    private void Run()
    {
        while (true)
        {
            _asked.Wait();
            if (_call is not { } call)
            {
                return;
            }

            var result = call();
            lock (_lock)
            {
                _call = null;
                if (IsLost)
                {
                    _whenReturned?.Invoke();
                    return;
                }

                _result = result;
                _answered.Release();
            }
        }
    }
}
