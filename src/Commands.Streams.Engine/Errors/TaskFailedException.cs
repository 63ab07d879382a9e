using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>
/// A task cannot continue: the base class of the exceptions that stop a task after the exception handler has decided. Nodes do not catch it, so that
/// no handler is called twice.
/// </summary>
public abstract class TaskFailedException : StreamsException
{
    private protected TaskFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether this is a decision of the engine on its way to the worker. If it is not, it was thrown by user code, which created it or got it from another
    /// application that has acted on it already.
    /// </summary>
    internal bool IsVerdict { get; set; } = true;

    /// <summary>The task that failed; null if all tasks of the worker failed, or if it is not known.</summary>
    internal TaskId? TaskId { get; set; }
}

/// <summary>The work done since the last commit is not durable: the worker restarts its tasks from the committed offsets.</summary>
internal sealed class TaskCorruptedException(string message, Exception? cause = null) : TaskFailedException(message, cause);

/// <summary>Another member has taken over the worker's partitions or its transactional id: the worker drops its tasks and rejoins the group.</summary>
internal sealed class TaskMigratedException(string message, Exception cause) : TaskFailedException(message, cause);

/// <summary>
/// The worker's producer cannot be used any more, and the records sent since the last commit are not durable, or their state is unknown. The worker
/// keeps its partitions, creates a new producer, and restarts its tasks from the committed offsets.
/// </summary>
internal sealed class ProducerLostException(string message, Exception cause) : TaskFailedException(message, cause);
