using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>
/// The broker did not acknowledge a command, but it may be in the log. Sending it again is safe only under the same command id, and only if the
/// subscriber recognizes repeated commands by that id.
/// </summary>
public sealed class DeliveryInDoubtException : StreamsException
{
    /// <summary>Creates the exception.</summary>
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

    /// <summary>The correlation id of the command that may be in the log: a response to it would carry this id.</summary>
    public CorrelationId CorrelationId { get; }

    /// <summary>The id to use when sending the command again.</summary>
    public CommandId CommandId { get; }
}
