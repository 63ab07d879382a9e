using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>The current input: a queue's head, a record whose handler has ended, or a punctuation.</summary>
internal interface IInputRecord
{
    string? Topic { get; }

    int Partition { get; }

    long Offset { get; }

    long Timestamp { get; }

    Headers Headers { get; }

    /// <summary>The batch that still holds the record's bytes; null for a punctuation.</summary>
    RecordBatch? Batch { get; }

    int BatchIndex { get; }

    /// <summary>The writes that are sent when the work on this input is done.</summary>
    StagedWrites Writes { get; }
}
