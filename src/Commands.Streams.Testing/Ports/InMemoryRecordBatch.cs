using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Ports;

/// <summary>Records of one partition in an array, which must not change while the batch is in use. Giving it back frees nothing.</summary>
internal sealed class InMemoryRecordBatch(TopicPartition partition, params InMemoryRecord[] records) : RecordBatch
{
    public override TopicPartition Partition => partition;

    public override int Count => records.Length;

    public override void Read(int index, out RawRecord record)
    {
        ref readonly var found = ref records[index];
        record = new RawRecord
        {
            Key = found.Key,
            Value = found.Value,
            HasKey = found.Key is not null,
            HasValue = found.Value is not null,
            Offset = found.Offset,
            Timestamp = found.Timestamp,
            TimestampType = found.Timestamp < 0 ? TimestampType.Unknown : TimestampType.CreateTime,
        };
    }

    public override Headers ReadHeaders(int index) => records[index].Headers;

    public override void Dispose()
    {
    }
}
