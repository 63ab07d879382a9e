namespace Commands.Streams.Runtime.Workers;

/// <summary>How far a worker has come.</summary>
internal enum WorkerPhase
{
    /// <summary>It has no assignment yet.</summary>
    Starting,

    /// <summary>Its partitions were taken, and new ones have not been given.</summary>
    Rebalancing,

    /// <summary>It has an assignment, which may be empty.</summary>
    Running,

    /// <summary>It has ended.</summary>
    Dead,
}
