namespace Commands.Streams;

/// <summary>What happens to a command that could not be started before its deadline.</summary>
public enum CommandExpiry
{
    /// <summary>It is rejected with <see cref="CommandErrors.Expired"/>, if responses are written, and counts as done.</summary>
    Reject,

    /// <summary>It counts as done without a response.</summary>
    Drop,
}
