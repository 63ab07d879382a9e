using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing;

/// <summary>How a <see cref="SimulatedCluster"/> behaves.</summary>
public sealed record SimulatedClusterOptions
{
    /// <summary>The cluster's clock: session time-outs, transaction time-outs and delivery time-outs are by it.</summary>
    /// <value>Default: a <see cref="ManualTimeProvider"/> of its own.</value>
    public TimeProvider TimeProvider { get; init; } = new ManualTimeProvider();

    /// <summary>How groups share partitions out.</summary>
    /// <value>Default: <see cref="SimulatedGroupProtocol.Consumer"/>.</value>
    public SimulatedGroupProtocol GroupProtocol { get; init; } = SimulatedGroupProtocol.Consumer;

    /// <summary>How long a consumer may go without <see cref="Clients.IStreamConsumer.Poll"/> before its group goes on without it.</summary>
    /// <value>Default: 45 s.</value>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a record may wait for its acknowledgement before its delivery has failed.</summary>
    /// <value>Default: 2 min.</value>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many records a producer queues before it has no room.</summary>
    /// <value>1 or more. Default: 100,000.</value>
    public int ProducerQueueCapacity { get; init; } = 100_000;

    /// <summary>How long the metadata of a committed offset may be: Kafka's <c>offset.metadata.max.bytes</c>.</summary>
    /// <value>0 or more. Default: 4,096.</value>
    public int OffsetMetadataMaxBytes { get; init; } = 4_096;

    /// <summary>How many partitions a topic gets that is made because somebody asks for it.</summary>
    /// <value>1 or more. Default: <see langword="null"/>, topics are not made by being asked for.</value>
    public int? PartitionsOfNewTopics { get; init; }

    internal INetwork Network { get; init; } = new ImmediateNetwork();
}
