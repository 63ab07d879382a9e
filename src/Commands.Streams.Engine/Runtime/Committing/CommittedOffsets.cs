using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// What the workers of an application have committed in the application's own topics since it was last asked for: nobody else reads these, so the records
/// before are of no use any more. Thread-safe.
/// </summary>
internal sealed class CommittedOffsets(IReadOnlySet<string> ownTopics)
{
    private readonly ConcurrentDictionary<TopicPartition, long> _offsets = new();

    /// <summary>A worker has committed.</summary>
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

    /// <summary>Hands out what there is, once.</summary>
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
