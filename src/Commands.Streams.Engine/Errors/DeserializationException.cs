namespace Commands.Streams.Errors;

/// <summary>A record's bytes could not be read, and the deserialization exception handler said to fail.</summary>
public sealed class DeserializationException : TaskFailedException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="context">The record it was about.</param>
    /// <param name="cause">What the serde threw.</param>
    public DeserializationException(ErrorContext context, Exception cause)
        : base(
            $"The bytes of {context.Position} could not be read by source node '{context.Node}' of task {context.TaskId}: {cause.Message} " +
            "The record was not skipped. Correct the serde, or set a deserialization exception handler that continues or writes a dead letter.",
            cause) => Context = context;

    /// <summary>The record it was about.</summary>
    public ErrorContext Context { get; }
}
