using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Processing;

/// <summary>
/// A record whose way through the task has not ended, because handlers started for it are still running or waiting for their lane. It is the
/// record's origin when they end. Linked with the other passes of its partition in offset order. Worker only.
/// </summary>
internal sealed class RecordPass : IRecordOrigin
{
    private int _pending;

    public RecordPass(RecordQueue queue, SharedBatch batch)
    {
        Queue = queue;
        SharedBatch = batch;
        BatchIndex = queue.BatchIndex;
        Offset = queue.Offset;
        Timestamp = queue.Timestamp;
        Headers = queue.Headers;
    }

    public RecordQueue Queue { get; }

    public SharedBatch SharedBatch { get; }

    public RecordPass? Previous { get; set; }

    public RecordPass? Next { get; set; }

    public string? Topic => Queue.Topic;

    public int Partition => Queue.Partition;

    public long Offset { get; }

    public long Timestamp { get; }

    public Headers Headers { get; }

    public RecordBatch? Batch => SharedBatch.Batch;

    public int BatchIndex { get; }

    /// <summary>One more handler belongs to the record.</summary>
    public void Hold() => _pending++;

    /// <summary>One handler has ended, and everything below it.</summary>
    /// <returns>True where it was the last: the record is done.</returns>
    public bool Release() => --_pending == 0;
}
