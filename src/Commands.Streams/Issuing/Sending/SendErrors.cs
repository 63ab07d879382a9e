using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Maps a failed publish to "certainly not sent" or "in doubt".</summary>
internal static class SendErrors
{
    public static StreamsException From(PublishException exception, string topic, CorrelationId correlationId, CommandId commandId) =>
        exception.PossiblyPersisted
            ? new DeliveryInDoubtException(
                correlationId,
                commandId,
                $"Command '{commandId}' may or may not be in topic '{topic}': {exception.Message} If you send it again, use the same command id.",
                exception)
            : new CommandNotSentException(Reason(exception.Reason), $"Command '{commandId}' was not sent to topic '{topic}': {exception.Message}", exception);

    /// <summary>Creates the exception for a command whose serde did not become ready.</summary>
    public static CommandNotSentException SerdeFailed(SerdeNotReadyException exception, string topic) => new(
        NotSentReason.Serialization,
        $"The command was not sent to topic '{topic}', because its serde did not become ready: " +
        $"{exception.Ready.Exception?.InnerException?.Message ?? exception.Message}",
        exception);

    /// <summary>Returns why a command was not handed to the producer.</summary>
    public static NotSentReason ReasonOf(Exception exception) => exception switch
    {
        CommandNotSentException notSent => notSent.Reason,
        PublishException publish => Reason(publish.Reason),
        OperationCanceledException => NotSentReason.Closed,
        _ => NotSentReason.DeliveryFailed,
    };

    /// <summary>Translates the reason into that of the command layer.</summary>
    public static NotSentReason Reason(PublishFailureReason reason) => reason switch
    {
        PublishFailureReason.QueueFull => NotSentReason.Busy,
        PublishFailureReason.TooLarge => NotSentReason.TooLarge,
        PublishFailureReason.UnknownTopicOrPartition => NotSentReason.UnknownTopic,
        PublishFailureReason.TimedOut => NotSentReason.TimedOut,
        PublishFailureReason.Closed => NotSentReason.Closed,
        _ => NotSentReason.DeliveryFailed,
    };
}
