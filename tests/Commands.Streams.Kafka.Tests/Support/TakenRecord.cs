using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Support;

/// <summary>A record copied out of a batch.</summary>
internal sealed record TakenRecord(byte[]? Key, byte[]? Value, long Offset, long Timestamp, Headers Headers)
{
    public static IEnumerable<TakenRecord> All(RecordBatch batch) => Enumerable.Range(0, batch.Count).Select(index => At(batch, index));

    public static TakenRecord At(RecordBatch batch, int index)
    {
        batch.Read(index, out var record);
        return new TakenRecord(
            record.HasKey ? record.Key.ToArray() : null,
            record.HasValue ? record.Value.ToArray() : null,
            record.Offset,
            record.Timestamp,
            batch.ReadHeaders(index));
    }
}
