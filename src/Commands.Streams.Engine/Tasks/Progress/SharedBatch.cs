using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// Counts the holders of a batch: its queue, and each of its records in flight. The last one to release the batch returns it to the client. These objects are
/// pooled by their queue. Worker only.
/// </summary>
internal sealed class SharedBatch
{
    private RecordBatch? _batch;
    private int _holders;

    public RecordBatch Batch => _batch ?? throw new InvalidOperationException("The batch has already been returned to the client.");

    /// <summary>The total size of the records read so far, whose number is <see cref="Seen"/>.</summary>
    public long Bytes;
    public int Seen;

    public void Attach(RecordBatch batch)
    {
        _batch = batch;
        Bytes = 0;
        Seen = 0;
        _holders = 1;
    }

    public void Hold() => _holders++;

    /// <summary>Releases the batch once.</summary>
    /// <returns>True if the batch has no holder left, so that this object may be reused.</returns>
    public bool Release()
    {
        if (--_holders > 0)
        {
            return false;
        }

        _batch?.Dispose();
        _batch = null;
        return true;
    }
}
