namespace Commands.Streams.Kafka;

/// <summary>Configures an <see cref="EmbeddedCluster"/>.</summary>
public sealed class EmbeddedClusterOptions
{
    /// <summary>The number of brokers; their ids count from 1.</summary>
    /// <value>Default: 1. At most 100.</value>
    public int Brokers { get; set; } = 1;

    /// <summary>
    /// <see langword="true"/> if the brokers support the KIP-848 group protocol; <see langword="false"/> for brokers like those before Kafka 4.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool HasConsumerGroupProtocol { get; set; } = true;

    /// <summary>How often members of KIP-848 groups send heartbeats; a rebalance takes a few of them.</summary>
    /// <value>Default: 200 ms; real brokers use 5 s.</value>
    public TimeSpan GroupHeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a member of a KIP-848 group may be silent before its partitions are given to others.</summary>
    /// <value>Default: 45 s, as on real brokers.</value>
    public TimeSpan GroupSessionTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long a member of a classic group may be silent before its partitions are given to others, for clients created for this cluster. A classic
    /// rebalance of the embedded cluster takes about as long.
    /// </summary>
    /// <value>At least 1 s. Default: 3 s; clients of real brokers use 45 s.</value>
    public TimeSpan ClassicSessionTimeout { get; set; } = TimeSpan.FromSeconds(3);
}
