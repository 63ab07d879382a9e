using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>
/// A task cannot go on: the base of what stops it after every handler was asked. Nodes let it pass, so that no handler is asked twice.
/// </summary>
public abstract class TaskFailedException : StreamsException
{
    private protected TaskFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The task that failed; null if all of the worker's did, or nobody knows.</summary>
    internal TaskId? TaskId { get; set; }
}
