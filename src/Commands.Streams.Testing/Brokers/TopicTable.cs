using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>The topics of the cluster, in the order of their names, so that nothing depends on chance.</summary>
internal sealed class TopicTable
{
    private readonly SortedDictionary<string, BrokerTopic> _topics = new(StringComparer.Ordinal);

    public IReadOnlyCollection<BrokerTopic> All => _topics.Values;

    public BrokerTopic? Find(string name) => _topics.GetValueOrDefault(name);

    public BrokerTopic Get(string name) => Find(name) ?? throw BrokerErrors.UnknownTopic(name);

    public PartitionLog Get(TopicPartition partition)
    {
        var logs = Get(partition.Topic).Logs;
        return (uint)partition.Partition < (uint)logs.Count ? logs[partition.Partition] : throw BrokerErrors.UnknownPartition(partition);
    }

    /// <summary>Makes a topic, or more partitions for it.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Grow(string name, int partitions)
    {
        if (Find(name) is { } topic)
        {
            if (partitions <= topic.Logs.Count)
            {
                return false;
            }

            topic.Grow(partitions);
            return true;
        }

        _topics.Add(name, new BrokerTopic(name, partitions));
        return true;
    }
}
