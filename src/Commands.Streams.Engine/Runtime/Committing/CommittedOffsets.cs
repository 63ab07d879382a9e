using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// Collects the offsets that an application's workers have committed in its own topics. Nobody else reads these topics, so the records before the offsets can
/// be deleted. Thread-safe.
/// </summary>
internal sealed class CommittedOffsets(IReadOnlySet<string> ownTopics)
{
    private readonly ConcurrentDictionary<TopicPartition, long> _offsets = new();

    /// <summary>Called when a worker has committed.</summary>
    public void Add(IReadOnlyList<OffsetCommit> offsets)
    {
        if (ownTopics.Count == 0)
        {
            return;
        }

        for (var i = 0; i < offsets.Count; i++)
        {
            if (offsets[i].Offset > 0 && ownTopics.Contains(offsets[i].Partition.Topic))
            {
                _offsets[offsets[i].Partition] = offsets[i].Offset;
            }
        }
    }

    /// <summary>Returns the offsets added since the last call, and forgets them.</summary>
    public Dictionary<TopicPartition, long> Take()
    {
        var taken = new Dictionary<TopicPartition, long>();
        foreach (var partition in _offsets.Keys)
        {
            if (_offsets.TryRemove(partition, out var offset))
            {
                taken.Add(partition, offset);
            }
        }

        return taken;
    }
}
