using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Tasks;

/// <summary>Where the work of the moment comes from: a queue's head, a record whose handler has ended, or a punctuation.</summary>
internal interface IRecordOrigin
{
    string? Topic { get; }

    int Partition { get; }

    long Offset { get; }

    long Timestamp { get; }

    Headers Headers { get; }

    /// <summary>The batch that still holds the record's bytes, or null inside a punctuation.</summary>
    RecordBatch? Batch { get; }

    int BatchIndex { get; }

    /// <summary>What the work has written that goes out when it is done.</summary>
    PassWrites Writes { get; }
}
