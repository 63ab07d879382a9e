namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// How many bytes of metadata the cluster accepts with an offset. Starts at Kafka's default and shrinks, down to none, each time a commit is refused, as
/// brokers with a smaller <c>offset.metadata.max.bytes</c> do, but not below what the cluster has accepted: a done-set that was restored must be committed
/// again until it is passed. Shared by all tasks of an application. Thread-safe.
/// </summary>
internal sealed class MetadataRoom
{
    /// <summary>How much a done-set may grow with one record: a run of its own, and changed lengths of the runs next to it.</summary>
    private const int OneMore = (2 * sizeof(long)) + 2;

    private readonly Lock _lock = new();
    private int _bytes = CommitMetadata.MaxBytes;
    private int _accepted;

    /// <summary>The most bytes of metadata before Base64.</summary>
    public int Bytes => Volatile.Read(ref _bytes);

    /// <summary>The part of <see cref="Bytes"/> that is left for a done-set.</summary>
    public int DoneSet => Math.Max(Bytes - CommitMetadata.DoneSetStart, 0);

    /// <summary>The largest done-set with which a task may take another record of the partition, because the larger set must still fit.</summary>
    public int DoneSetBeforeOneMore => Math.Max(DoneSet - OneMore, 0);

    /// <summary>Shrinks the limit after a commit was refused because of the size of its metadata.</summary>
    /// <param name="longestText">The length of the commit's longest metadata text.</param>
    /// <returns>False if the commit had no metadata, so that their size cannot be the reason.</returns>
    public bool TryShrink(int longestText)
    {
        var refused = longestText / 4 * 3;
        if (refused == 0)
        {
            return false;
        }

        // The anchor is dropped only after it has been refused on its own.
        var smaller = refused > CommitMetadata.DoneSetStart ? Math.Max(refused / 2, CommitMetadata.DoneSetStart) : refused / 2;
        lock (_lock)
        {
            // What is refused now, the cluster no longer accepts, whatever it did before.
            _accepted = refused <= _accepted ? 0 : _accepted;
            Volatile.Write(ref _bytes, Math.Min(_bytes, Math.Max(smaller, _accepted)));
        }

        return true;
    }

    /// <summary>Remembers that the cluster has accepted metadata of a size, because they were committed.</summary>
    /// <param name="text">The committed metadata.</param>
    public void Learn(string text)
    {
        var accepted = text.Length / 4 * 3;
        lock (_lock)
        {
            _accepted = Math.Max(_accepted, accepted);
            Volatile.Write(ref _bytes, Math.Max(_bytes, Math.Min(accepted, CommitMetadata.MaxBytes)));
        }
    }
}
