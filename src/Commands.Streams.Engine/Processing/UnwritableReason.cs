namespace Commands.Streams.Processing;

/// <summary>Why a sink cannot write a record as it is.</summary>
public enum UnwritableReason
{
    /// <summary>It is larger than the sink's limit, or than the client takes.</summary>
    TooLarge,

    /// <summary>The topic that was chosen for it does not exist.</summary>
    NoSuchTopic,
}
