namespace Commands.Streams.Testing.Simulating;

/// <summary>
/// What is to go on beside the workers: readers of topics, and code of the test's own, whose awaits come back here instead of to the thread pool. One at
/// a time, in an order that the seed decides.
/// </summary>
internal sealed class Errands(SeededRandom random) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback? Callback, object? State)> _waiting = [];
    private readonly List<Task> _running = [];

    public bool Any => _waiting.Count > 0;

    /// <summary>Whether code of the test's own has not ended.</summary>
    public bool IsRunning => _waiting.Exists(static errand => errand.Callback is not null) || _running.Exists(static task => !task.IsCompleted);

    /// <summary>What code of the test's own has failed of, if it has.</summary>
    public Exception? Failure => _running.Find(static task => !task.IsCompletedSuccessfully && task.IsCompleted)?.Exception?.InnerException;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state) => _waiting.Add((d, state));

    public void Add(IThreadPoolWorkItem reader) => _waiting.Add((null, reader));

    /// <summary>Starts code of the test's own.</summary>
    public void Start(Func<Task> action) => Post(_ => _running.Add(action()), null);

    public void RunOne()
    {
        var index = random.Below(_waiting.Count);
        var (callback, state) = _waiting[index];
        _waiting.RemoveAt(index);
        if (callback is null)
        {
            ((IThreadPoolWorkItem)state!).Execute();
            return;
        }

        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }
}
