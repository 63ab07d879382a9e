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
    public Guid Id { get; private set; }

    public IReadOnlyList<PartitionLog> Logs => _logs;

    /// <summary>What records it takes; null if all.</summary>
    public TopicLimits? Limits { get; set; }

    /// <summary>The settings that it was created with.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; set; } = new Dictionary<string, string>();

    /// <summary>Begins anew, as another topic of the same name.</summary>
    public void Recreate(Guid id, int partitions)
    {
        Id = id;
        _logs.Clear();
        Grow(partitions);
    }

    public void Grow(int partitions)
    {
        while (_logs.Count < partitions)
        {
            _logs.Add(new PartitionLog(new TopicPartition(Name, _logs.Count), this));
        }
    }
}
