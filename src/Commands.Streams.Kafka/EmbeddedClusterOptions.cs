namespace Commands.Streams.Kafka;

/// <summary>What an <see cref="EmbeddedCluster"/> looks like.</summary>
public sealed class EmbeddedClusterOptions
{
    /// <summary>The number of brokers; their ids count from 1.</summary>
    /// <value>Default: 1. At most 100.</value>
    public int Brokers { get; set; } = 1;

    /// <summary>Whether the brokers know the KIP-848 group protocol; without it they are like those before Kafka 4.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool HasConsumerGroupProtocol { get; set; } = true;

    /// <summary>How often members of KIP-848 groups report; a rebalance takes a few of these.</summary>
    /// <value>Default: 200 ms, where real brokers have 5 s.</value>
    public TimeSpan GroupHeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a member of a KIP-848 group may be silent before its partitions go to others.</summary>
    /// <value>Default: 45 s, as real brokers.</value>
    public TimeSpan GroupSessionTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long a member of a classic group may be silent before its partitions go to others, for clients made for this cluster. A classic rebalance
    /// of the embedded cluster takes about as long.
    /// </summary>
    /// <value>Default: 3 s, where real brokers' clients have 45 s. At least 1 s.</value>
    public TimeSpan ClassicSessionTimeout { get; set; } = TimeSpan.FromSeconds(3);
}
