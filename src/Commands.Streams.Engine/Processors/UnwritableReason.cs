namespace Commands.Streams.Processors;

/// <summary>Why a sink cannot write a record as it is.</summary>
public enum UnwritableReason
{
    /// <summary>It is larger than the sink's limit, or than the client or the topic takes.</summary>
    TooLarge,

    /// <summary>The topic that was chosen for it does not exist.</summary>
    NoSuchTopic,

    /// <summary>A serde threw, so there are no bytes to write; <see cref="Exception.InnerException"/> of the error is what it threw.</summary>
    NotSerializable,
}
