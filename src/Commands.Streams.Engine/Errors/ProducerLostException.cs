namespace Commands.Streams.Errors;

/// <summary>
/// The worker's producer cannot be used any more, and the records sent since the last commit are not durable, or their state is unknown. The worker
/// keeps its partitions, creates a new producer, and restarts its tasks from the committed offsets.
/// </summary>
internal sealed class ProducerLostException(string message, Exception cause) : TaskFailedException(message, cause);
