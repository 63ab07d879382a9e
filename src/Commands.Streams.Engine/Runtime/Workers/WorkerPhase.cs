namespace Commands.Streams.Runtime.Workers;

/// <summary>The phases of a worker.</summary>
internal enum WorkerPhase
{
    /// <summary>The worker has no assignment yet.</summary>
    Starting,

    /// <summary>Partitions were taken away, and no new assignment has arrived.</summary>
    Rebalancing,

    /// <summary>The worker has an assignment, which may be empty.</summary>
    Running,

    /// <summary>The worker has ended.</summary>
    Dead,
}
