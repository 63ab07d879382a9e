using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>The errors of the simulated cluster, by the names that Kafka and its client give them.</summary>
internal static class BrokerErrors
{
    public static ClientException UnknownTopic(string topic) =>
        new(
            ClientErrorKind.Fatal,
            "UNKNOWN_TOPIC_OR_PART",
            $"Topic '{topic}' does not exist in the simulated cluster. Create it with {nameof(SimulatedCluster)}.{nameof(SimulatedCluster.CreateTopic)}.");

    public static ClientException RecreatedTopic(string topic) =>
        new(ClientErrorKind.Fatal, "UNKNOWN_TOPIC_OR_PART", $"Topic '{topic}' was deleted and recreated.");

    public static ClientException UnknownPartition(TopicPartition partition) =>
        new(ClientErrorKind.Fatal, "_UNKNOWN_PARTITION", $"Partition {partition} does not exist in the simulated cluster.");

    public static ClientException NoLeader(TopicPartition partition) =>
        new(ClientErrorKind.Retriable, "LEADER_NOT_AVAILABLE", $"Partition {partition} has no leader at the moment.");

    public static ClientException NotMember(string group) =>
        new(ClientErrorKind.Fenced, "UNKNOWN_MEMBER_ID", $"The consumer is no longer a member of group '{group}'.");

    public static ClientException OldGeneration(string group) =>
        new(ClientErrorKind.Fenced, "ILLEGAL_GENERATION", $"Group '{group}' has gone on to another generation.");

    public static ClientException StaleEpoch(ClientErrorKind kind, string group) =>
        new(kind, "STALE_MEMBER_EPOCH", $"The consumer's epoch in group '{group}' is an old one.");

    public static ClientException MetadataTooLarge(TopicPartition partition) =>
        new(ClientErrorKind.Fatal, "OFFSET_METADATA_TOO_LARGE", $"The metadata committed for {partition} are larger than the cluster takes.");

    public static ClientException UnstableOffset(TopicPartition partition) =>
        new(ClientErrorKind.Retriable, "UNSTABLE_OFFSET_COMMIT", $"The committed offset of {partition} is part of a transaction that has not ended.");

    public static ClientException NoOffset(TopicPartition partition) =>
        new(ClientErrorKind.Fatal, "_AUTO_OFFSET_RESET", $"Partition {partition} has no committed offset, and the consumer's offset reset is None.");

    public static ClientException ProducerFenced(string? transactionalId) =>
        new(
            ClientErrorKind.Fenced,
            "INVALID_PRODUCER_EPOCH",
            $"A newer producer with the transactional id '{transactionalId}' has taken over, or its transaction timed out.");

    public static ClientException ProducerLost() =>
        new(ClientErrorKind.ClientLost, "_FATAL", "The producer has lost the account of its records and cannot be used any more.");

    public static ClientException UnknownProducer(string? transactionalId) =>
        new(
            ClientErrorKind.Abortable,
            "INVALID_PRODUCER_ID_MAPPING",
            $"The cluster has forgotten the transactional id '{transactionalId}', which was not used for long.");

    public static ClientException OutOfOrder(TopicPartition partition) =>
        new(ClientErrorKind.Abortable, "OUT_OF_ORDER_SEQUENCE_NUMBER", $"A record before one for {partition} is missing.");

    public static ClientException RecordTooLarge(int size, int most) =>
        new(ClientErrorKind.RecordRefused, "MSG_SIZE_TOO_LARGE", $"The record of {size} bytes is larger than its topic takes, which is {most}.");

    public static ClientException TimestampRefused(long timestamp) =>
        new(ClientErrorKind.RecordRefused, "INVALID_TIMESTAMP", $"The record's timestamp {timestamp} is further ahead of the cluster's clock than allowed.");

    public static ClientException DeliveryTimedOut(TopicPartition partition) =>
        new(ClientErrorKind.Retriable, "_MSG_TIMED_OUT", $"A record for {partition} was not acknowledged in time.");

    public static ClientException TimedOut(string what) => new(ClientErrorKind.Retriable, "_TIMED_OUT", $"{what} took too long.");

    public static ClientException MustAbort(string? transactionalId) =>
        new(
            ClientErrorKind.Abortable,
            "_PURGE_QUEUE",
            $"The transaction of '{transactionalId}' lacks records that could not be delivered and must be aborted.");

    public static ClientException WrongState(string? transactionalId, string what) =>
        new(ClientErrorKind.Fatal, "_STATE", $"The transaction of '{transactionalId}' cannot be {what} in the state it is in.");

    public static ClientException NotAssigned(TopicPartition partition) =>
        new(ClientErrorKind.Fatal, "_STATE", $"Partition {partition} is not assigned to the consumer.");

    public static PublishException PublishTimedOut(string topic, bool possiblyPersisted) =>
        new(
            PublishFailureReason.TimedOut,
            possiblyPersisted,
            ClientErrorKind.Retriable,
            "_MSG_TIMED_OUT",
            $"A record for topic '{topic}' was not acknowledged in time.");

    public static PublishException PublisherClosed(string topic, bool possiblyPersisted) =>
        new(
            PublishFailureReason.Closed,
            possiblyPersisted,
            ClientErrorKind.Fatal,
            "_DESTROY",
            $"The publisher was disposed before a record for topic '{topic}' was acknowledged.");

    public static PublishException NotPublished(string topic) =>
        new(
            PublishFailureReason.UnknownTopicOrPartition,
            false,
            ClientErrorKind.Fatal,
            "UNKNOWN_TOPIC_OR_PART",
            $"Topic '{topic}' has no such partition in the simulated cluster.");
}
