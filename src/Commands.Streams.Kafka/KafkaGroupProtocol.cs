namespace Commands.Streams.Kafka;

/// <summary>How workers share partitions among themselves. Whichever it is, inputs with equal partition counts stay together ('range').</summary>
public enum KafkaGroupProtocol
{
    /// <summary>KIP-848 where the brokers have it (Kafka 4), the classic protocol otherwise. Found out when a worker joins its group.</summary>
    Auto,

    /// <summary>KIP-848: the broker assigns, and only the partitions that move are revoked. Brokers without it make the application fail.</summary>
    Consumer,

    /// <summary>The protocol of older brokers: all partitions are revoked at every rebalance.</summary>
    Classic,
}
