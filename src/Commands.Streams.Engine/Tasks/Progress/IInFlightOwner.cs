using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Progress;

/// <summary>The queue that a record in flight came from. Worker only.</summary>
internal interface IInFlightOwner
{
    string? Topic { get; }

    int Partition { get; }

    /// <summary>The head's offset.</summary>
    long Offset { get; }

    /// <summary>The head's timestamp, as extracted.</summary>
    long Timestamp { get; }

    /// <summary>The head's headers.</summary>
    Headers Headers { get; }

    int BatchIndex { get; }

    /// <summary>Called when the work on a record is done.</summary>
    void Complete(InFlightRecord record);
}
