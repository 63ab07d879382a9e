namespace Commands.Streams.Errors;

/// <summary>The bytes of a record could not be read, and the deserialization exception handler decided to fail.</summary>
public sealed class DeserializationException : TaskFailedException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="context">The record that could not be read.</param>
    /// <param name="cause">The exception of the serde.</param>
    public DeserializationException(ErrorContext context, Exception cause)
        : base(
            $"The bytes of {context.Position} could not be read by source node '{context.Node}' of task {context.TaskId}: {cause.Message} " +
            "The record was not skipped. Fix the serde, or set a deserialization exception handler that continues or writes a dead letter.",
            cause)
    {
        Context = context;
        IsVerdict = false;
    }

    /// <summary>The record that could not be read.</summary>
    public ErrorContext Context { get; }
}
