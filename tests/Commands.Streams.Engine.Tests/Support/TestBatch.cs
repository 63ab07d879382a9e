using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>A batch over arrays that notices when it is read after it was given back.</summary>
internal sealed class TestBatch(TopicPartition partition, params IReadOnlyList<TestRecord> records) : RecordBatch
{
    public override TopicPartition Partition => partition;

    public override int Count => records.Count;

    public int Disposals { get; private set; }

    public override void Read(int index, out RawRecord record)
    {
        ThrowIfDisposed();
        var source = records[index];
        record = new RawRecord
        {
            Key = source.Key,
            HasKey = source.Key is not null,
            Value = source.Value,
            HasValue = source.Value is not null,
            Offset = source.Offset,
            Timestamp = source.Timestamp,
        };
    }

    public override Headers ReadHeaders(int index)
    {
        ThrowIfDisposed();
        return records[index].Headers;
    }

    public override void Dispose() => Disposals++;

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Disposals > 0, this);
}
