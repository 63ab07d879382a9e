using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>The input being worked on: a queue's head, a record whose handler has ended, or a punctuation.</summary>
internal interface IInputRecord
{
    string? Topic { get; }

    int Partition { get; }

    long Offset { get; }

    long Timestamp { get; }

    Headers Headers { get; }

    /// <summary>The batch that still holds the record's bytes, or null inside a punctuation.</summary>
    RecordBatch? Batch { get; }

    int BatchIndex { get; }

    /// <summary>The writes that go out when the work is done.</summary>
    StagedWrites Writes { get; }
}
