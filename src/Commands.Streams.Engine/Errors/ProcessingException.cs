namespace Commands.Streams.Errors;

/// <summary>A node failed on a record, and the processing exception handler said to fail.</summary>
public sealed class ProcessingException : TaskFailedException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="context">The record and the node it was about.</param>
    /// <param name="cause">What the node threw.</param>
    public ProcessingException(ErrorContext context, Exception cause)
        : base($"Processing {context.Position} failed in node '{context.Node}' of task {context.TaskId}: {cause.Message}", cause) => Context = context;

    /// <summary>The record and the node it was about.</summary>
    public ErrorContext Context { get; }
}
