using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// Estimates the memory of a queue's records. Keys and values of records that have been read count until their batch is returned; the size of the others is
/// estimated from the latest ones. Worker only.
/// </summary>
internal sealed class QueueMemory
{
    /// <summary>The limit for buffered records and, separately, for those in flight.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private long _bytes;
    private long _average;

    /// <summary>True if no more records may be in flight.</summary>
    public bool IsFull => _bytes > MaxBytes;

    /// <summary>Called when a record of a batch is read.</summary>
    public void Add(SharedBatch batch, int bytes)
    {
        batch.Bytes += bytes;
        batch.Seen++;
        _bytes += bytes;
    }

    /// <summary>Called when a batch is returned to the client.</summary>
    public void Remove(SharedBatch batch)
    {
        _bytes -= batch.Bytes;
        _average = batch.Seen == 0 ? _average : batch.Bytes / batch.Seen;
    }

    /// <summary>The number of records to fetch besides those that are buffered; at least 1 if none are.</summary>
    public int Room(SharedBatch? current, int buffered, int most)
    {
        var average = current is { Seen: > 0 } ? current.Bytes / current.Seen : _average;
        return average * (buffered + most) <= MaxBytes ? most : (int)Math.Max((MaxBytes / average) - buffered, buffered == 0 ? 1 : 0);
    }
}
