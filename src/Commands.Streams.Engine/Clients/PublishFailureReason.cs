namespace Commands.Streams.Clients;

/// <summary>Why a record was not acknowledged.</summary>
public enum PublishFailureReason
{
    /// <summary>The client's queue is full.</summary>
    QueueFull,

    /// <summary>The record is larger than client or broker allow.</summary>
    TooLarge,

    /// <summary>Topic or partition does not exist.</summary>
    UnknownTopicOrPartition,

    /// <summary>No acknowledgement came in time.</summary>
    TimedOut,

    /// <summary>The publisher was disposed before the acknowledgement came.</summary>
    Closed,

    /// <summary>The broker refused the record, or the client cannot go on.</summary>
    Refused,
}
