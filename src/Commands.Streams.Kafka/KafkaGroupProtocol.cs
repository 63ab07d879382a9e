namespace Commands.Streams.Kafka;

/// <summary>How workers share partitions. With either protocol, inputs with equal partition counts stay together ('range').</summary>
public enum KafkaGroupProtocol
{
    /// <summary>KIP-848 if the brokers support it (Kafka 4), otherwise the classic protocol. Determined when a worker joins its group.</summary>
    Auto,

    /// <summary>KIP-848: the broker assigns partitions, and only those that move are revoked. The application fails on brokers without it.</summary>
    Consumer,

    /// <summary>The protocol of older brokers: all partitions are revoked at every rebalance.</summary>
    Classic,
}
