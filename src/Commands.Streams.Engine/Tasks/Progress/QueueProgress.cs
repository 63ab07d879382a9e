using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Progress;

/// <summary>The progress of an input partition, and what to commit for it. Worker only.</summary>
internal sealed class QueueProgress(TopicPartition partition, MetadataRoom room)
{
    private DoneSet _restored = DoneSet.Empty;
    private TopicIdentity _topic;
    private bool _wasCollected;

    /// <summary>The records that are not done yet, in offset order.</summary>
    public InFlightRecords InFlight { get; } = new();

    /// <summary>The offset after the newest record taken; before the first, the committed offset or <see cref="Offsets.Unknown"/>.</summary>
    public long Next { get; private set; } = Offsets.Unknown;

    /// <summary>True if any record has been done since the last commit.</summary>
    public bool HasChanged { get; set; }

    /// <summary>The largest timestamp of any record taken; -1 before the first.</summary>
    public long PartitionTime { get; private set; } = CommitMetadata.UnknownTime;

    /// <summary>The most bytes that the done-set may take in commit metadata; 0 if nothing is in flight.</summary>
    public int DoneSetLength => DoneSet.MaxLength(InFlight, _restored, Next);

    /// <summary>The number of runs in the restored done-set that have not been passed yet.</summary>
    public int RestoredRuns => _restored.Runs;

    /// <summary>Restores the committed progress.</summary>
    /// <param name="committed">The committed offset and its metadata.</param>
    /// <param name="topic">The topic's current identity.</param>
    public void Restore(in OffsetCommit committed, in TopicIdentity topic)
    {
        _topic = topic;
        if (committed.Offset < 0)
        {
            return;
        }

        Next = committed.Offset;
        (PartitionTime, _restored) = CommitMetadata.Decode(in committed, in topic);
        if (_restored.Runs > 0)
        {
            room.Learn(committed.Metadata!);
        }
    }

    /// <summary>
    /// True if the record was done before the partition was assigned. Forgets the restored set once the offset is past it, so offsets must ascend.
    /// </summary>
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

    /// <summary>True if the record is not done, as far as is known.</summary>
    public bool IsPending(long offset) => !_restored.Contains(offset);

    /// <summary>Called when a record is taken, with its timestamp.</summary>
    public void Take(long timestamp)
    {
        if (timestamp > PartitionTime)
        {
            PartitionTime = timestamp;
        }
    }

    /// <summary>Called when everything before an offset has been taken.</summary>
    public void MoveTo(long offset) => Next = offset;

    /// <summary>
    /// Called when the log continues at an earlier offset, because it was truncated or the topic was recreated. Whatever is known concerns other records.
    /// </summary>
    public void StartAnew(long offset)
    {
        _restored = DoneSet.Empty;
        PartitionTime = CommitMetadata.UnknownTime;
        Next = offset;
        HasChanged = true;
    }

    /// <summary>Determines the offset to commit, which is that of the first record not done, and its metadata.</summary>
    /// <param name="head">The offset of the next record to be taken; null if none is buffered.</param>
    /// <param name="commit">The offset to commit.</param>
    /// <returns>False if the done-set does not fit into commit metadata until more handlers have ended.</returns>
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

    /// <summary>Called when the offset collected last has been committed.</summary>
    public void OnCommitted() => HasChanged &= !_wasCollected;
}
