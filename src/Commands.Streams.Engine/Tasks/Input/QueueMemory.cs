using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// How much memory the records of a queue take: keys and values of those that have been looked at, until their batch is given back. For the others, the
/// records seen last say how large one is. Worker only.
/// </summary>
internal sealed class QueueMemory
{
    /// <summary>What the records buffered, and those in flight, may take each.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private long _bytes;
    private long _average;

    /// <summary>Whether no more records may be held.</summary>
    public bool IsFull => _bytes > MaxBytes;

    /// <summary>A record of a batch is looked at.</summary>
    public void Add(SharedBatch batch, int bytes)
    {
        batch.Bytes += bytes;
        batch.Seen++;
        _bytes += bytes;
    }

    /// <summary>A batch is given back.</summary>
    public void Remove(SharedBatch batch)
    {
        _bytes -= batch.Bytes;
        _average = batch.Seen == 0 ? _average : batch.Bytes / batch.Seen;
    }

    /// <summary>How many records there is room for beside those that are buffered; one at least if none is.</summary>
    public int Room(SharedBatch? current, int buffered, int most)
    {
        var average = current is { Seen: > 0 } ? current.Bytes / current.Seen : _average;
        return average * (buffered + most) <= MaxBytes ? most : (int)Math.Max((MaxBytes / average) - buffered, buffered == 0 ? 1 : 0);
    }
}
