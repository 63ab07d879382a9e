namespace Commands.Streams;

/// <summary>Why nothing is known of what became of a command.</summary>
public enum UnknownReason
{
    /// <summary>No response came in time.</summary>
    Timeout,

    /// <summary>The client was disposed before a response came.</summary>
    Closed,

    /// <summary>The broker's acknowledgement did not come: the command may be in the log or not.</summary>
    DeliveryInDoubt,

    /// <summary>A response came, and it cannot be read.</summary>
    ResponseUnreadable,
}
