using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>A topic: its partitions, which only become more.</summary>
internal sealed class BrokerTopic
{
    private readonly List<PartitionLog> _logs = [];

    public BrokerTopic(string name, Guid id, int partitions)
    {
        Name = name;
        Id = id;
        Grow(partitions);
    }

    public string Name { get; }

    /// <summary>Another one for each topic that is created, also under an old name.</summary>
    public Guid Id { get; }

    public IReadOnlyList<PartitionLog> Logs => _logs;

    public void Grow(int partitions)
    {
        while (_logs.Count < partitions)
        {
            _logs.Add(new PartitionLog(new TopicPartition(Name, _logs.Count)));
        }
    }
}
