namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Reports workers whose turn does not end, because a handler or a client call does not return. Nothing can be taken from such a worker, since its thread may
/// still be working, but nobody has to guess why nothing moves. Reports once per turn, from a timer's thread.
/// </summary>
internal sealed class StallWatch : IDisposable
{
    /// <summary>How long a turn may last before it is reported.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<WorkerThread> _workers;
    private readonly RuntimeSettings _settings;
    private readonly HashSet<long> _reported = [];
    private readonly ITimer _timer;

    public StallWatch(IReadOnlyList<WorkerThread> workers, RuntimeSettings settings)
    {
        _workers = workers;
        _settings = settings;
        _timer = settings.TimeProvider.CreateTimer(static watch => ((StallWatch)watch!).Look(), this, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_reported)
        {
            foreach (var worker in _workers)
            {
                if (worker.Turn.Lasts is var lasts && lasts >= Limit && _reported.Add(worker.Turn.Began))
                {
                    TimerLog.Write(() => WorkerLog.Stalled(_settings.Logger, worker.Name, lasts));
                }
            }
        }
    }
}
