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
