namespace Commands.Streams;

/// <summary>The states of an application, as in Kafka Streams.</summary>
public enum ApplicationState
{
    /// <summary>Created, but not started.</summary>
    Created,

    /// <summary>Started; no worker has partitions yet, or partitions are being moved.</summary>
    Rebalancing,

    /// <summary>At least one worker has its partitions, and none is waiting for them.</summary>
    Running,

    /// <summary>Stopping: workers drain, commit and leave.</summary>
    PendingShutdown,

    /// <summary>Stopped as asked.</summary>
    NotRunning,

    /// <summary>A worker failed permanently; the others are stopping.</summary>
    PendingError,

    /// <summary>A worker failed permanently; nothing runs any more.</summary>
    Error,
}
