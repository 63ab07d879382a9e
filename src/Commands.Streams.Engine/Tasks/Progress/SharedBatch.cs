using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// Counts who still needs a batch's bytes: its queue, and every record of it that is in flight. The last one to let go disposes it.
/// Worker only. Kept in the queue's pool between batches.
/// </summary>
internal sealed class SharedBatch
{
    private RecordBatch? _batch;
    private int _holders;

    public RecordBatch Batch => _batch ?? throw new InvalidOperationException("The batch has already been returned to the client.");

    /// <summary>The bytes of the records that have been looked at, and how many these are.</summary>
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

    /// <summary>Lets go once.</summary>
    /// <returns>True if nobody holds the batch any more, so that this object may be reused.</returns>
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
