namespace Commands.Streams;

/// <summary>Why the outcome of a command is not known.</summary>
public enum UnknownReason
{
    /// <summary>No response came in time.</summary>
    Timeout,

    /// <summary>The client was disposed before a response came.</summary>
    Closed,

    /// <summary>The broker did not acknowledge the command, which may or may not be in the log.</summary>
    DeliveryInDoubt,

    /// <summary>The response cannot be read.</summary>
    ResponseUnreadable,
}
