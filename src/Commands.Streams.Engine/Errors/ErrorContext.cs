using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>What an exception handler is told about a failure. Made only when something fails; may be kept.</summary>
public sealed record ErrorContext
{
    /// <summary>The application's id, which is its consumer group too; <see langword="null"/> if it is not known.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>What was being done.</summary>
    public required ErrorStage Stage { get; init; }

    /// <summary>The task.</summary>
    public required TaskId TaskId { get; init; }

    /// <summary>The node that failed, by its name in the topology's description.</summary>
    public required string Node { get; init; }

    /// <summary>The input topic, or <see langword="null"/> if no input record was at work: a punctuation, a delivery reported later.</summary>
    public string? Topic { get; init; }

    /// <summary>The input partition, or -1.</summary>
    public int Partition { get; init; } = -1;

    /// <summary>The input offset, or -1.</summary>
    public long Offset { get; init; } = -1;

    /// <summary>Unix time in milliseconds of the record at work, or -1.</summary>
    public long Timestamp { get; init; } = -1;

    /// <summary>Who gave the timestamp; <see cref="TimestampType.Unknown"/> if the log does not say.</summary>
    public TimestampType TimestampType { get; init; }

    /// <summary>The headers of the record at work.</summary>
    public Headers Headers { get; init; } = Headers.Empty;

    /// <summary>
    /// The key as it was read, byte for byte; for <see cref="ErrorStage.Production"/> reported later, as it should have been written.
    /// <see langword="null"/> if there is none.
    /// </summary>
    public byte[]? RawKey { get; init; }

    /// <summary>
    /// The value as it was read, byte for byte; for <see cref="ErrorStage.Production"/> reported later, as it should have been written.
    /// <see langword="null"/> if there is none.
    /// </summary>
    public byte[]? RawValue { get; init; }

    /// <summary>The topic that was being written to, for <see cref="ErrorStage.Serialization"/> and <see cref="ErrorStage.Production"/>.</summary>
    public string? OutputTopic { get; init; }

    /// <summary>The record's place in words, for messages: <c>record orders-3@17</c>.</summary>
    public string Position => Topic is null ? "a record without an input position" : $"record {Topic}-{Partition}@{Offset}";
}
