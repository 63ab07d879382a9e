using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>
/// The broker did not acknowledge a command, and it may be in the log all the same. Sending it again is safe under the same command id only, and only
/// if the subscriber tells by the id that it is the same.
/// </summary>
public sealed class DeliveryInDoubtException : StreamsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="correlationId">The command's correlation id.</param>
    /// <param name="commandId">The command's id.</param>
    /// <param name="message">A sentence that names the topic and the cause.</param>
    /// <param name="innerException">The cause.</param>
    public DeliveryInDoubtException(CorrelationId correlationId, CommandId commandId, string message, Exception? innerException)
        : base(message, innerException)
    {
        CorrelationId = correlationId;
        CommandId = commandId;
    }

    /// <summary>The correlation id of the command that may be in the log: a response to it would carry this one.</summary>
    public CorrelationId CorrelationId { get; }

    /// <summary>The id to send the command again with.</summary>
    public CommandId CommandId { get; }
}
