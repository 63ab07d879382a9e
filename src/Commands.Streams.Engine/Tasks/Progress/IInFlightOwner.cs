using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Progress;

/// <summary>The queue that a record in flight came from. Worker only.</summary>
internal interface IInFlightOwner
{
    string? Topic { get; }

    int Partition { get; }

    /// <summary>The offset of the head.</summary>
    long Offset { get; }

    /// <summary>The timestamp of the head, as extracted.</summary>
    long Timestamp { get; }

    /// <summary>The headers of the head.</summary>
    Headers Headers { get; }

    int BatchIndex { get; }

    /// <summary>Called when a record's work is done.</summary>
    void Complete(InFlightRecord record);
}
