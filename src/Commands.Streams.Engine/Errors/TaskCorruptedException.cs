namespace Commands.Streams.Errors;

/// <summary>What was done since the last commit did not become durable: the worker starts its tasks again from the committed offsets.</summary>
internal sealed class TaskCorruptedException(string message, Exception? cause = null) : TaskFailedException(message, cause);
