namespace Commands.Streams.Records;

/// <summary>One partition of a topic.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Partition">The partition's number, from 0.</param>
public readonly record struct TopicPartition(string Topic, int Partition)
{
    /// <summary>Formats the partition as Kafka does: topic, a hyphen, the partition's number.</summary>
    public override string ToString() => $"{Topic}-{Partition}";
}
