namespace Commands.Streams.Errors;

/// <summary>A node failed to process a record, and the processing exception handler decided to fail.</summary>
public sealed class ProcessingException : TaskFailedException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="context">The record, and the node that failed.</param>
    /// <param name="cause">The exception of the node.</param>
    public ProcessingException(ErrorContext context, Exception cause)
        : base($"Processing {context.Position} failed in node '{context.Node}' of task {context.TaskId}: {cause.Message}", cause)
    {
        Context = context;
        IsVerdict = false;
    }

    /// <summary>The record, and the node that failed.</summary>
    public ErrorContext Context { get; }
}
