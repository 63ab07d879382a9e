namespace Commands.Streams.Kafka.Configuration;

/// <summary>The properties that are not the user's to choose, by role.</summary>
internal static class ReservedProperties
{
    private static readonly ReservedProperty[] Everywhere =
    [
        new(["test.mock.num.brokers"], "an embedded cluster is shared by all clients. Remove it and set KafkaOptions.EmbeddedCluster."),
        new(["log.queue"], "log lines are handed to KafkaOptions.LoggerFactory at once. Remove it.", "false"),
    ];

    private static readonly ReservedProperty[] OfConsumers =
    [
        .. Everywhere,
        new(["group.id"], "the group is the application's id. Remove it and set the application's id."),
        new(["client.id"], "clients are named after the application and its workers. Remove it."),
        new(["group.instance.id"], "each worker is a separate member. Remove it."),
        new(["enable.auto.commit", "auto.commit.enable"], "workers commit offsets when the work is done. Remove it.", "false"),
        new(["enable.auto.offset.store"], "workers commit offsets when the work is done. Remove it.", "false"),
        new(["isolation.level"], "it is an option of the application. Remove it and set StreamsOptions.ReadCommitted."),
        new(["auto.offset.reset"], "the topology decides where reading starts. Remove it and set it where the topic is consumed."),
        new(["enable.partition.eof"], "workers always need to know the end of a partition. Remove it.", "true"),
        new(["partition.assignment.strategy"], "only 'range' keeps the inputs of a task together. Remove it.", "range"),
        new(["group.remote.assignor"], "only 'range' keeps the inputs of a task together. Remove it.", "range"),
    ];

    private static readonly ReservedProperty[] OfProducers =
    [
        .. Everywhere,
        new(["client.id"], "clients are named after the application and its workers. Remove it."),
        new(["enable.idempotence"], "without idempotence retries reorder and repeat records. Remove it.", "true"),
        new(["acks", "request.required.acks"], "a record counts as written when all replicas have it. Remove it.", "all", "-1"),
        new(["transactional.id"], "it follows from the processing guarantee. Remove it and choose the guarantee."),
        new(["transaction.timeout.ms"], "it is a setting of the application. Remove it and set it there."),
        new(["delivery.report.only.error"], "workers and publishers need different reports. Remove it."),
        new(["partitioner"], "partitions are chosen as Kafka's own clients choose them. Remove it.", "murmur2", "murmur2_random"),
    ];

    private static readonly ReservedProperty[] OfClassicGroups =
    [
        new(["session.timeout.ms"], InTheBroker("group.consumer.session.timeout.ms")),
        new(["heartbeat.interval.ms"], InTheBroker("group.consumer.heartbeat.interval.ms")),
        new(["group.protocol.type"], "it belongs to the classic group protocol. Remove it."),
    ];

    /// <summary>The properties that are reserved for a role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="protocol">The group protocol, which matters to consumers.</param>
    public static IEnumerable<ReservedProperty> For(ClientRole role, KafkaGroupProtocol protocol) => role switch
    {
        ClientRole.Consumer when protocol == KafkaGroupProtocol.Classic => OfConsumers,
        ClientRole.Consumer => OfConsumers.Concat(OfClassicGroups),
        ClientRole.Producer => OfProducers,
        _ => Everywhere,
    };

    private static string InTheBroker(string name) =>
        $"with the KIP-848 group protocol the broker decides it ({name}). Remove it, or set KafkaOptions.GroupProtocol to Classic.";
}
