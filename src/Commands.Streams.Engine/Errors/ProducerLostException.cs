namespace Commands.Streams.Errors;

/// <summary>
/// The worker's producer is of no use any more, and what was sent since the last commit did not become durable, or nobody knows: the worker keeps its
/// partitions, makes a new producer, and starts its tasks again from the committed offsets.
/// </summary>
internal sealed class ProducerLostException(string message, Exception cause) : TaskFailedException(message, cause);
