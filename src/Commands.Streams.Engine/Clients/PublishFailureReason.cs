namespace Commands.Streams.Clients;

/// <summary>Why a record was not acknowledged.</summary>
public enum PublishFailureReason
{
    /// <summary>The client's queue is full.</summary>
    QueueFull,

    /// <summary>The record is larger than the client or the broker allows.</summary>
    TooLarge,

    /// <summary>Topic or partition does not exist.</summary>
    UnknownTopicOrPartition,

    /// <summary>The record was not acknowledged in time.</summary>
    TimedOut,

    /// <summary>The publisher was disposed before the record was acknowledged.</summary>
    Closed,

    /// <summary>The broker refused the record, or the client cannot continue.</summary>
    Refused,
}
