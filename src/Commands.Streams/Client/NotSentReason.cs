namespace Commands.Streams;

/// <summary>Why a command certainly did not reach the log.</summary>
public enum NotSentReason
{
    /// <summary>The key or the command could not be serialized.</summary>
    Serialization,

    /// <summary>Too many commands are waiting to be sent. Transient: the broker has to catch up.</summary>
    Busy,

    /// <summary>The command is larger than the client or the broker allows.</summary>
    TooLarge,

    /// <summary>The command topic, or the partition, does not exist.</summary>
    UnknownTopic,

    /// <summary>The command did not leave the client in time.</summary>
    TimedOut,

    /// <summary>The client was disposed.</summary>
    Closed,

    /// <summary>The topic of the responses cannot be read, so a response could not be received.</summary>
    RepliesUnreadable,

    /// <summary>The broker refused the command, or the client cannot continue.</summary>
    DeliveryFailed,
}
