using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Progress;

/// <summary>A record in flight, created from its queue's head. Linked with the partition's other records in flight, in offset order. Worker only.</summary>
internal sealed class InFlightRecord(IInFlightOwner queue, SharedBatch batch, StagedWrites writes) : InFlightWork(writes)
{
    private readonly IInFlightOwner _queue = queue;

    public SharedBatch SharedBatch { get; } = batch;

    public InFlightRecord? Previous { get; set; }

    public InFlightRecord? Next { get; set; }

    public override string? Topic => _queue.Topic;

    public override int Partition => _queue.Partition;

    public override long Offset { get; } = queue.Offset;

    public override long Timestamp { get; } = queue.Timestamp;

    public override Headers Headers { get; } = queue.Headers;

    public override RecordBatch? Batch => SharedBatch.Batch;

    public override int BatchIndex { get; } = queue.BatchIndex;

    public override void Complete() => _queue.Complete(this);
}
