using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Processing;

/// <summary>A punctuation has no record: no topic, partition and offset -1, no headers, and the time it was called with as its timestamp.</summary>
internal sealed class PunctuationOrigin : IRecordOrigin
{
    public string? Topic => null;

    public int Partition => -1;

    public long Offset => -1;

    public long Timestamp { get; set; } = -1;

    public Headers Headers => Headers.Empty;

    public RecordBatch? Batch => null;

    public int BatchIndex => -1;
}
