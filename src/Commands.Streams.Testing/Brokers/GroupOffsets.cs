using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>
/// What a group has committed. Offsets of an undecided transaction hold their partition: nobody is told an offset for it until the transaction has
/// ended.
/// </summary>
/// <param name="mostMetadata">Kafka's <c>offset.metadata.max.bytes</c>.</param>
internal sealed class GroupOffsets(int mostMetadata)
{
    private readonly Dictionary<TopicPartition, OffsetCommit> _committed = [];
    private readonly Dictionary<TopicPartition, int> _held = [];

    /// <summary>Told of each commit when it counts.</summary>
    public Action<OffsetCommit>? Committing { get; set; }

    /// <summary>The committed offsets by partition.</summary>
    public IReadOnlyDictionary<TopicPartition, OffsetCommit> Committed => _committed;

    public OffsetCommit Get(TopicPartition partition) =>
        _committed.TryGetValue(partition, out var commit) ? commit : new OffsetCommit(partition, Offsets.Unknown, null);

    /// <summary>Throws if the metadata of a commit is too large.</summary>
    public void Check(in OffsetCommit commit)
    {
        if (!HasRoomFor(in commit))
        {
            throw BrokerErrors.MetadataTooLarge(commit.Partition);
        }
    }

    /// <summary>Whether the metadata of a commit are not too large.</summary>
    public bool HasRoomFor(in OffsetCommit commit) => !(commit.Metadata?.Length > mostMetadata);

    public void Set(in OffsetCommit commit)
    {
        _committed[commit.Partition] = commit;
        Committing?.Invoke(commit);
    }

    /// <summary>Forgets what was committed for a topic that is deleted.</summary>
    public void Forget(string topic)
    {
        foreach (var partition in _committed.Keys.Where(partition => partition.Topic == topic).ToList())
        {
            _committed.Remove(partition);
        }
    }

    /// <summary>Somebody else than a member says what is committed.</summary>
    public void Restore(IEnumerable<OffsetCommit> commits)
    {
        foreach (var commit in commits.OrderBy(commit => commit.Partition.Topic, StringComparer.Ordinal).ThenBy(commit => commit.Partition.Partition))
        {
            _committed[commit.Partition] = commit;
        }
    }

    public bool IsHeld(TopicPartition partition) => _held.GetValueOrDefault(partition) > 0;

    public void Hold(TopicPartition partition) => _held[partition] = _held.GetValueOrDefault(partition) + 1;

    public void Release(in OffsetCommit commit, bool isCommitted)
    {
        _held[commit.Partition]--;
        if (isCommitted)
        {
            Set(in commit);
        }
    }
}
