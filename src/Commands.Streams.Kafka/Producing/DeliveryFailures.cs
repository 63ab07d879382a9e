using System.Runtime.InteropServices;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.MessageFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>Turns librdkafka's delivery reports into failures for the worker; records dropped by an abort are none.</summary>
internal sealed unsafe class DeliveryFailures(bool isTransactional)
{
    private const int NotPersisted = 0;

    /// <summary>Hears of the failures.</summary>
    public DeliveryFailureHandler? Handler { get; set; }

    /// <summary>Whether reports are dropped, because the open transaction is being aborted.</summary>
    public bool Silent { get; set; }

    /// <summary>Whose reports these are; it knows what ended a client that cannot go on.</summary>
    public NativeClient? Client { get; set; }

    /// <summary>Says whether a record of a topic was refused for the batch that it was part of, given the record's size.</summary>
    public Func<string, int, bool>? IsBatchTooLarge { get; set; }

    /// <summary>The delivery callback.</summary>
    public void Handle(NativeMessage* message)
    {
        if (message->Error == NativeErrorCodes.None || Silent || Handler is not { } handler)
        {
            return;
        }

        var topic = Marshal.PtrToStringUTF8((nint)rd_kafka_topic_name(message->Topic))!;
        var error = ErrorOf(message, topic);
        int timestampType;
        var failure = new DeliveryFailure
        {
            Topic = topic,
            Partition = message->Partition,
            Key = new ReadOnlySpan<byte>(message->Key, (int)message->KeyLength),
            Value = new ReadOnlySpan<byte>(message->Value, (int)message->ValueLength),
            HasKey = message->Key != null,
            HasValue = message->Value != null,
            Timestamp = rd_kafka_message_timestamp(message, &timestampType),
            Token = message->Opaque,
            Error = error,
            Headers = error.Kind == ClientErrorKind.RecordRefused ? MessageHeaders.ReadSent(message) : null,
            PossiblyPersisted = rd_kafka_message_status(message) != NotPersisted,
        };
        handler(in failure);
    }

    private ClientException ErrorOf(NativeMessage* message, string topic)
    {
        var error = NativeError.FromCode(Client?.Handle ?? 0, message->Error);
        var exception = KafkaErrors.Create(error, $"A record could not be written to topic '{topic}', partition {message->Partition}");

        if (message->Error is NativeErrorCodes.MessageTooLarge or NativeErrorCodes.RecordListTooLarge &&
            IsBatchTooLarge?.Invoke(topic, SizeOf(message)) == true)
        {
            return new ClientException(
                isTransactional ? ClientErrorKind.Abortable : ClientErrorKind.ClientLost,
                exception.Code,
                $"Topic '{topic}' accepts only smaller batches than this producer creates, so a new producer creates smaller ones: {exception.Message}");
        }

        // In a transaction everything that ends the counting of a producer's records is mended by aborting it.
        return isTransactional && !error.IsFatal && exception.Kind == ClientErrorKind.ClientLost
            ? new ClientException(ClientErrorKind.Abortable, exception.Code, exception.Message)
            : exception;
    }

    // Headers are counted by what they have at most room for: a few hundred bytes.
    private static int SizeOf(NativeMessage* message) => (int)message->KeyLength + (int)message->ValueLength + 512;
}
