namespace Commands.Streams.Errors;

/// <summary>Another member has taken over the worker's partitions or its transactional id: the worker drops its tasks and rejoins the group.</summary>
internal sealed class TaskMigratedException(string message, Exception cause) : TaskFailedException(message, cause);
