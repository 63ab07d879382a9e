using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>The topics of the cluster, in the order of their names, so that nothing depends on chance.</summary>
/// <param name="make">Creates a topic that a client asks for; null if the cluster does not create topics automatically.</param>
internal sealed class TopicTable(Action<string>? make)
{
    private readonly List<BrokerTopic> _sorted = [];
    private readonly Dictionary<string, BrokerTopic> _topics = [];

    private int _created;

    public IReadOnlyList<BrokerTopic> All => _sorted;

    public bool Contains(string name) => _topics.ContainsKey(name);

    public BrokerTopic? Find(string name)
    {
        if (make is not null && !Contains(name))
        {
            make(name);
        }

        return _topics.GetValueOrDefault(name);
    }

    public BrokerTopic Get(string name) => Find(name) ?? throw BrokerErrors.UnknownTopic(name);

    /// <summary>The log of a partition that may not exist; none is made.</summary>
    public PartitionLog? FindLog(TopicPartition partition) =>
        _topics.TryGetValue(partition.Topic, out var topic) && partition.Partition < topic.Logs.Count ? topic.Logs[partition.Partition] : null;

    public PartitionLog Get(TopicPartition partition)
    {
        var logs = Get(partition.Topic).Logs;
        return (uint)partition.Partition < (uint)logs.Count ? logs[partition.Partition] : throw BrokerErrors.UnknownPartition(partition);
    }

    /// <summary>Makes a topic, or more partitions for it.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Grow(string name, int partitions)
    {
        if (_topics.GetValueOrDefault(name) is { } topic)
        {
            if (partitions <= topic.Logs.Count)
            {
                return false;
            }

            topic.Grow(partitions);
            return true;
        }

        var added = new BrokerTopic(name, NewId(), partitions);
        _topics.Add(name, added);
        _sorted.Insert(_sorted.FindLastIndex(before => string.CompareOrdinal(before.Name, name) < 0) + 1, added);
        return true;
    }

    /// <summary>Deletes a topic and makes another one of its name.</summary>
    public void Recreate(string name, int partitions) => Get(name).Recreate(NewId(), partitions);

    private Guid NewId() => new(++_created, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
