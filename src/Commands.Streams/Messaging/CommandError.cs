namespace Commands.Streams.Messaging;

/// <summary>What a response says about a command that was rejected or failed.</summary>
internal sealed record CommandError(string Code, string Message, bool IsRetryable = false);
