namespace Commands.Streams;

/// <summary>The status of a command in its response.</summary>
public enum CommandStatus
{
    /// <summary>The command was handled; the response's value is the result.</summary>
    Completed,

    /// <summary>The subscriber refused the command; nothing was done.</summary>
    Rejected,

    /// <summary>The handler failed permanently.</summary>
    Failed,

    /// <summary>The subscriber has started to handle the command; another response follows.</summary>
    Accepted,
}
