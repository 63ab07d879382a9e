using Commands.Streams.Errors;
using Confluent.Kafka;

namespace Commands.Streams.Bridging;

/// <summary>Says what an exception of Streamiz' sink means for the command topology.</summary>
internal static class SinkErrors
{
    public const string NoSuchTopic = "UNKNOWN_TOPIC_OR_PART";

    private const string TooLarge = "MSG_SIZE_TOO_LARGE";

    /// <summary>Streamiz keeps of the client's error nothing but its text.</summary>
    private static readonly string TooLargeText = ErrorCode.MsgSizeTooLarge.GetReason();

    public static ClientException Translate(string topic, Exception failure)
    {
        var message = $"Streamiz did not write a record to topic '{topic}': {failure.Message}";
        return failure.Message.Contains(TooLargeText, StringComparison.Ordinal)
            ? new ClientException(ClientErrorKind.RecordRefused, TooLarge, message, failure)
            : new ClientException(ClientErrorKind.Fatal, failure.GetType().Name, message, failure);
    }
}
