namespace Commands.Streams.Errors;

/// <summary>The work done since the last commit is not durable: the worker restarts its tasks from the committed offsets.</summary>
internal sealed class TaskCorruptedException(string message, Exception? cause = null) : TaskFailedException(message, cause);
