namespace Commands.Streams;

/// <summary>Why a command certainly did not reach the log.</summary>
public enum NotSentReason
{
    /// <summary>Key or command could not be turned into bytes.</summary>
    Serialization,

    /// <summary>Too much is waiting to be sent already. It passes when the broker catches up.</summary>
    Busy,

    /// <summary>The command is larger than client or broker allow.</summary>
    TooLarge,

    /// <summary>The command topic, or the partition, does not exist.</summary>
    UnknownTopic,

    /// <summary>The command did not leave the client in time.</summary>
    TimedOut,

    /// <summary>The client was disposed.</summary>
    Closed,

    /// <summary>The topic of the responses cannot be read, so that a response could not be heard of.</summary>
    RepliesUnreadable,

    /// <summary>The broker refused the command, or the client cannot go on.</summary>
    DeliveryFailed,
}
