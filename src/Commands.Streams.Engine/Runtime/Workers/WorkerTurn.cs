namespace Commands.Streams.Runtime.Workers;

/// <summary>When a worker's turn began. The worker's thread writes, any thread reads.</summary>
internal sealed class WorkerTurn(TimeProvider timeProvider)
{
    private const long Waiting = -1;

    private long _began = Waiting;

    /// <summary>The timestamp of its begin; -1 while the worker waits for something to do.</summary>
    public long Began => Volatile.Read(ref _began);

    /// <summary>How long the turn has lasted; zero while the worker waits.</summary>
    public TimeSpan Lasts => Began is var began && began != Waiting ? timeProvider.GetElapsedTime(began) : TimeSpan.Zero;

    public void Begin() => Volatile.Write(ref _began, timeProvider.GetTimestamp());

    public void End() => Volatile.Write(ref _began, Waiting);
}
