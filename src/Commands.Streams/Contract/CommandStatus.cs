namespace Commands.Streams;

/// <summary>What a response says about its command.</summary>
public enum CommandStatus
{
    /// <summary>The command was handled; the response's value is the result.</summary>
    Completed,

    /// <summary>The subscriber refused the command; nothing was done.</summary>
    Rejected,

    /// <summary>The handler failed permanently.</summary>
    Failed,

    /// <summary>The command was taken up; another response will follow.</summary>
    Accepted,
}
