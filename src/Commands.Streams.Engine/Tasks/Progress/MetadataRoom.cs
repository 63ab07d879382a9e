namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// How many bytes of metadata the cluster takes with an offset: Kafka's default until it refuses a commit, as brokers with a smaller
/// <c>offset.metadata.max.bytes</c> do; then less, down to none. One for all tasks of an application. Thread-safe.
/// </summary>
internal sealed class MetadataRoom
{
    /// <summary>A done-set may grow by so many bytes with one record: its own run and the ends of those around it.</summary>
    private const int OneMore = (2 * sizeof(long)) + 2;

    private int _bytes = CommitMetadata.MaxBytes;

    /// <summary>The most bytes before Base64.</summary>
    public int Bytes => Volatile.Read(ref _bytes);

    /// <summary>What a done-set may take of them.</summary>
    public int DoneSet => Math.Max(Bytes - CommitMetadata.DoneSetStart, 0);

    /// <summary>A task takes no more records of a partition while its done-set might take more than this: that of one more must still fit.</summary>
    public int DoneSetBeforeOneMore => Math.Max(DoneSet - OneMore, 0);

    /// <summary>A commit was refused for the size of its metadata.</summary>
    /// <param name="longestText">The length of its longest text.</param>
    /// <returns>False if there was none, so that the size cannot be the reason.</returns>
    public bool TryShrink(int longestText)
    {
        var refused = longestText / 4 * 3;
        if (refused == 0)
        {
            return false;
        }

        // An anchor is kept as long as it has not been refused by itself.
        var smaller = refused > CommitMetadata.DoneSetStart ? Math.Max(refused / 2, CommitMetadata.DoneSetStart) : refused / 2;
        int bytes;
        do
        {
            bytes = Bytes;
        }
        while (bytes > smaller && Interlocked.CompareExchange(ref _bytes, smaller, bytes) != bytes);
        return true;
    }
}
