using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing;

/// <summary>Configures a <see cref="SimulatedCluster"/>.</summary>
public sealed record SimulatedClusterOptions
{
    /// <summary>The cluster's clock, which session, transaction and delivery timeouts follow.</summary>
    /// <value>Default: a new <see cref="ManualTimeProvider"/>.</value>
    public TimeProvider TimeProvider { get; init; } = new ManualTimeProvider();

    /// <summary>How groups share partitions.</summary>
    /// <value>Default: <see cref="SimulatedGroupProtocol.Consumer"/>.</value>
    public SimulatedGroupProtocol GroupProtocol { get; init; } = SimulatedGroupProtocol.Consumer;

    /// <summary>How long a consumer may go without calling <see cref="Clients.IStreamConsumer.Poll"/> before its group continues without it.</summary>
    /// <value>Default: 45 s.</value>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a record may wait for its acknowledgement before its delivery fails.</summary>
    /// <value>Default: 2 min.</value>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The number of records that a producer can queue.</summary>
    /// <value>1 or more. Default: 100,000.</value>
    public int ProducerQueueCapacity { get; init; } = 100_000;

    /// <summary>The largest size of the metadata of a committed offset: Kafka's <c>offset.metadata.max.bytes</c>.</summary>
    /// <value>0 or more. Default: 4,096.</value>
    public int OffsetMetadataMaxBytes { get; init; } = 4_096;

    /// <summary>The number of partitions of topics that are created automatically when a client asks for them.</summary>
    /// <value>1 or more. Default: <see langword="null"/>, topics are not created automatically.</value>
    public int? PartitionsOfNewTopics { get; init; }

    internal INetwork Network { get; init; } = new ImmediateNetwork();
}
