using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Says of a command that was not acknowledged whether it is certain that it was not sent.</summary>
internal static class SendErrors
{
    public static StreamsException From(PublishException exception, string topic, CorrelationId correlationId, CommandId commandId) =>
        exception.PossiblyPersisted
            ? new DeliveryInDoubtException(
                correlationId,
                commandId,
                $"Command '{commandId}' may or may not be in topic '{topic}': {exception.Message} Send it again under the same command id only.",
                exception)
            : new CommandNotSentException(Reason(exception.Reason), $"Command '{commandId}' was not sent to topic '{topic}': {exception.Message}", exception);

    /// <summary>The exception for a command whose serde waits for something that cannot be had.</summary>
    public static CommandNotSentException SerdeFailed(SerdeNotReadyException exception, string topic) => new(
        NotSentReason.Serialization,
        $"The command was not sent to topic '{topic}', because what its serde waits for cannot be had: " +
        $"{exception.Ready.Exception?.InnerException?.Message ?? exception.Message}",
        exception);

    /// <summary>Why a command was not handed to the producer.</summary>
    public static NotSentReason ReasonOf(Exception exception) => exception switch
    {
        CommandNotSentException notSent => notSent.Reason,
        PublishException publish => Reason(publish.Reason),
        OperationCanceledException => NotSentReason.Closed,
        _ => NotSentReason.DeliveryFailed,
    };

    /// <summary>The reason in the words of the command layer.</summary>
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
