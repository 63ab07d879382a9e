using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>Makes the exceptions of records that were not acknowledged.</summary>
internal static class PublishFailures
{
    private const int RequestTimedOut = 7;

    /// <summary>The exception for an error that librdkafka reported.</summary>
    public static PublishException Create(NativeError error, string topic, bool possiblyPersisted)
    {
        var reason = ReasonOf(error.Code);
        var cause = reason == PublishFailureReason.Closed
            ? KafkaErrors.Create(error with { Reason = "The publisher was disposed before the acknowledgement came" }, What(topic))
            : KafkaErrors.Create(error, What(topic));
        return new PublishException(reason, possiblyPersisted, cause.Kind, cause.Code, cause.Message);
    }

    /// <summary>The exception for a record that librdkafka refuses to take.</summary>
    public static PublishException Create(NativeClient client, NativeError error, string topic, bool possiblyPersisted) =>
        error.Code == NativeErrorCodes.Fatal && FindLoss(client) is { } loss ? Lost(loss, topic, possiblyPersisted) : Create(error, topic, possiblyPersisted);

    /// <summary>Why a client can never publish again; <see langword="null"/> while it can.</summary>
    public static unsafe ClientException? FindLoss(NativeClient client)
    {
        if (ErrorFunctions.rd_kafka_fatal_error(client.Handle, null, 0) == NativeErrorCodes.None)
        {
            return null;
        }

        var error = NativeError.FromCode(client.Handle, NativeErrorCodes.Fatal);
        return new ClientException(ClientErrorKind.ClientLost, error.Name, $"The producer cannot continue: {error.Reason.TrimEnd('.')} ({error.Name}).");
    }

    /// <summary>The exception for a record of a client that cannot publish any more.</summary>
    public static PublishException Lost(ClientException loss, string topic, bool possiblyPersisted) => new(
        PublishFailureReason.Refused, possiblyPersisted, ClientErrorKind.ClientLost, loss.Code, $"{What(topic)}. {loss.Message}");

    /// <summary>The exception for a record that librdkafka gave up, with what the client has reported of the reason.</summary>
    public static PublishException NotDelivered(int code, string topic, bool possiblyPersisted, ClientReports reports)
    {
        if (!reports.IsUnauthenticated || reports.Refusal is not { } refusal)
        {
            var cause = Create(NativeError.FromCode(0, code), topic, possiblyPersisted);
            return new PublishException(cause.Reason, possiblyPersisted, cause.Kind, cause.Code, cause.Message + reports.Hint);
        }

        return new PublishException(
            PublishFailureReason.Refused,
            possiblyPersisted,
            ClientErrorKind.Fatal,
            refusal.Name,
            $"{What(topic)}, because the client and the cluster do not accept each other: {refusal.Reason.TrimEnd('.')} ({refusal.Name}).");
    }

    /// <summary>The exception for a record whose deadline has passed; librdkafka may still deliver it.</summary>
    public static PublishException Overdue(string topic, ClientReports reports) => new(
        PublishFailureReason.TimedOut,
        possiblyPersisted: true,
        ClientErrorKind.Retriable,
        NativeError.NameOf(NativeErrorCodes.TimedOut),
        $"{What(topic)}: no acknowledgement came in time, but it may still reach the log.{reports.Hint}");

    /// <summary>Whether a code says that something took too long, and nothing of the reason.</summary>
    public static bool IsTimeOut(int code) => code is NativeErrorCodes.MessageTimedOut or NativeErrorCodes.TimedOut or RequestTimedOut;

    /// <summary>The exception for a record that a disposed publisher did not take or can say nothing about.</summary>
    public static PublishException Closed(string topic, bool possiblyPersisted) => new(
        PublishFailureReason.Closed,
        possiblyPersisted,
        ClientErrorKind.Fatal,
        NativeError.NameOf(NativeErrorCodes.Destroy),
        $"{What(topic)}: the publisher is disposed.");

    private static string What(string topic) => $"A record could not be published to topic '{topic}'";

    private static PublishFailureReason ReasonOf(int code) => code switch
    {
        NativeErrorCodes.QueueFull => PublishFailureReason.QueueFull,
        NativeErrorCodes.MessageTooLarge or NativeErrorCodes.RecordListTooLarge => PublishFailureReason.TooLarge,
        NativeErrorCodes.UnknownTopicOrPartition or NativeErrorCodes.UnknownTopic or NativeErrorCodes.UnknownPartition =>
            PublishFailureReason.UnknownTopicOrPartition,
        _ when IsTimeOut(code) => PublishFailureReason.TimedOut,
        NativeErrorCodes.PurgeQueue or NativeErrorCodes.PurgeInFlight or NativeErrorCodes.Destroy => PublishFailureReason.Closed,
        _ => PublishFailureReason.Refused,
    };
}
