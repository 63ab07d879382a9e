namespace Commands.Streams.Processors;

/// <summary>Why a sink cannot write a record as it is.</summary>
public enum UnwritableReason
{
    /// <summary>The record is larger than the sink's limit, or than the client or the topic accepts.</summary>
    TooLarge,

    /// <summary>The topic chosen for the record does not exist.</summary>
    NoSuchTopic,

    /// <summary>A serde threw, so there are no bytes to write; <see cref="Exception.InnerException"/> of the error is its exception.</summary>
    NotSerializable,
}
