namespace Commands.Streams.Errors;

/// <summary>Another member has taken over the worker's partitions or its transactional id: the worker gives its tasks up and joins again.</summary>
internal sealed class TaskMigratedException(string message, Exception cause) : TaskFailedException(message, cause);
