namespace Commands.Streams.Runtime.Workers;

/// <summary>The start time of a worker's current turn. Written by the worker's thread, read by any.</summary>
internal sealed class WorkerTurn(TimeProvider timeProvider)
{
    private const long Waiting = -1;

    private long _began = Waiting;

    /// <summary>The timestamp at which the turn began; -1 while the worker waits for work.</summary>
    public long Began => Volatile.Read(ref _began);

    /// <summary>How long the turn has lasted; zero while the worker waits.</summary>
    public TimeSpan Lasts => Began is var began && began != Waiting ? timeProvider.GetElapsedTime(began) : TimeSpan.Zero;

    public void Begin() => Volatile.Write(ref _began, timeProvider.GetTimestamp());

    public void End() => Volatile.Write(ref _began, Waiting);
}
