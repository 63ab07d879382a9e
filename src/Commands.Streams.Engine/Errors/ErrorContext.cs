using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>Describes a failure to an exception handler. Created only for failures; may be kept.</summary>
public sealed record ErrorContext
{
    /// <summary>The application's id, which is also its consumer group; <see langword="null"/> if it is not known.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The stage in which the failure happened.</summary>
    public required ErrorStage Stage { get; init; }

    /// <summary>The task.</summary>
    public required TaskId TaskId { get; init; }

    /// <summary>The node that failed, by its name in the description of the topology.</summary>
    public required string Node { get; init; }

    /// <summary>
    /// The input topic, or <see langword="null"/> if no input record was being processed: in a punctuation, or for a delivery that is reported later.
    /// </summary>
    public string? Topic { get; init; }

    /// <summary>The input partition, or -1 if there is no input record.</summary>
    public int Partition { get; init; } = -1;

    /// <summary>The input offset, or -1 if there is no input record.</summary>
    public long Offset { get; init; } = -1;

    /// <summary>The current record's timestamp in Unix milliseconds, or -1 if there is none.</summary>
    public long Timestamp { get; init; } = -1;

    /// <summary>The origin of the timestamp; <see cref="TimestampType.Unknown"/> if the log does not tell.</summary>
    public TimestampType TimestampType { get; init; }

    /// <summary>The headers of the current record.</summary>
    public Headers Headers { get; init; } = Headers.Empty;

    /// <summary>
    /// The key byte for byte as it was read; for an <see cref="ErrorStage.Production"/> error that is reported later, as it should have been written.
    /// <see langword="null"/> if there is none.
    /// </summary>
    public byte[]? RawKey { get; init; }

    /// <summary>
    /// The value byte for byte as it was read; for an <see cref="ErrorStage.Production"/> error that is reported later, as it should have been
    /// written. <see langword="null"/> if there is none.
    /// </summary>
    public byte[]? RawValue { get; init; }

    /// <summary>The topic that was being written to, for <see cref="ErrorStage.Serialization"/> and <see cref="ErrorStage.Production"/>.</summary>
    public string? OutputTopic { get; init; }

    /// <summary>The record's position for messages, such as <c>record orders-3@17</c>.</summary>
    public string Position => Topic is null ? "a record without an input position" : $"record {Topic}-{Partition}@{Offset}";
}
