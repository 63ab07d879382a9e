using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Progress;

/// <summary>How far an input partition is done, and what is to be committed for it. Worker only.</summary>
internal sealed class QueueProgress(TopicPartition partition, MetadataRoom room)
{
    private DoneSet _restored = DoneSet.Empty;
    private TopicIdentity _topic;
    private bool _wasCollected;

    /// <summary>The records whose handlers have not ended.</summary>
    public InFlightRecords InFlight { get; } = new();

    /// <summary>The offset behind the newest record that was taken; <see cref="Offsets.Unknown"/> before the first, if nothing is committed.</summary>
    public long Next { get; private set; } = Offsets.Unknown;

    /// <summary>Whether something was done since the last commit.</summary>
    public bool HasChanged { get; set; }

    /// <summary>The largest timestamp of any record taken; -1 before the first.</summary>
    public long PartitionTime { get; private set; } = CommitMetadata.UnknownTime;

    /// <summary>The most bytes that what is done beyond the first record in flight may take in commit metadata; 0 if nothing is in flight.</summary>
    public int DoneSetLength => DoneSet.MaxLength(InFlight, _restored, Next);

    /// <summary>The runs of offsets that were done when the partition came and have not been passed.</summary>
    public int RestoredRuns => _restored.Runs;

    /// <summary>Takes up what was committed.</summary>
    /// <param name="committed">The committed offset.</param>
    /// <param name="topic">The topic as it is now.</param>
    public void Restore(in OffsetCommit committed, in TopicIdentity topic)
    {
        _topic = topic;
        if (committed.Offset < 0)
        {
            return;
        }

        Next = committed.Offset;
        (PartitionTime, _restored) = CommitMetadata.Decode(in committed, in topic);
    }

    /// <summary>Whether a record was done before the partition came. What lies behind it is no longer kept.</summary>
    public bool IsDone(long offset)
    {
        if (_restored.Runs == 0)
        {
            return false;
        }

        if (!_restored.ReachesBeyond(offset))
        {
            _restored = DoneSet.Empty;
            return false;
        }

        return _restored.Contains(offset);
    }

    /// <summary>Whether a record is one that is still to be done, as far as it is known.</summary>
    public bool IsPending(long offset) => !_restored.Contains(offset);

    /// <summary>A record was taken.</summary>
    public void Take(long timestamp)
    {
        if (timestamp > PartitionTime)
        {
            PartitionTime = timestamp;
        }
    }

    /// <summary>Everything before an offset was taken.</summary>
    public void MoveTo(long offset) => Next = offset;

    /// <summary>
    /// The log goes on at an offset before the last one: it was cut off there, or the topic was made anew. What is known is of other records.
    /// </summary>
    public void StartAnew(long offset)
    {
        _restored = DoneSet.Empty;
        PartitionTime = CommitMetadata.UnknownTime;
        Next = offset;
        HasChanged = true;
    }

    /// <summary>What is to be committed: the end of the run of records done, and what is done beyond it.</summary>
    /// <param name="head">The offset of the record that is taken next; null if there is none.</param>
    /// <param name="commit">What is to be committed.</param>
    /// <returns>False if what is done cannot be said in the room there is, until more handlers have ended.</returns>
    public bool TryCollect(long? head, out OffsetCommit commit)
    {
        var offset = InFlight.First?.Offset ?? head ?? Next;
        var end = InFlight.First is null ? offset : Next;
        var metadata = InFlight.First is null && !_restored.ReachesBeyond(offset)
            ? CommitMetadata.Encode(in _topic, PartitionTime, offset, room.Bytes)
            : CommitMetadata.TryEncode(in _topic, PartitionTime, offset, InFlight, _restored, end, room.Bytes);
        _wasCollected = metadata is not null;
        commit = new OffsetCommit(partition, offset, metadata);
        return _wasCollected;
    }

    /// <summary>What was collected last is committed.</summary>
    public void OnCommitted() => HasChanged &= !_wasCollected;
}
