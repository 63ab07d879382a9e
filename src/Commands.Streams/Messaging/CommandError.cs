namespace Commands.Streams.Messaging;

/// <summary>The error in the response to a rejected or failed command.</summary>
internal sealed record CommandError(string Code, string Message, bool IsRetryable = false);
