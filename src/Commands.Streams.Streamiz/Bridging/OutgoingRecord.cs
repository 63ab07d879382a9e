using Confluent.Kafka;

namespace Commands.Streams.Bridging;

/// <summary>
/// A record on its way from a command topology to Streamiz' sink. It carries everything that is written, because Streamiz would take headers and timestamp
/// from the command. Without a topic's partition count, it only asks for it: it reaches the sink's partitioner and is not sent.
/// </summary>
internal sealed class OutgoingRecord(string topic)
{
    public string Topic => topic;

    public byte[]? Key { get; init; }

    public byte[]? Value { get; init; }

    public int Partition { get; init; } = Confluent.Kafka.Partition.Any;

    public long Timestamp { get; init; }

    public Headers Headers { get; init; } = [];

    /// <summary>Whether only the number of the topic's partitions is wanted.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>The number of the topic's partitions, which Streamiz tells partitioners only; 0 or less if the topic does not exist.</summary>
    public int PartitionCount { get; set; }

    /// <summary>What the sink threw.</summary>
    public Exception? Failure { get; set; }
}
