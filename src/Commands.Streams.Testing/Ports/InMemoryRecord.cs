using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Ports;

/// <summary>A record as bytes: what a log would hold. Null stands for no key, or no value.</summary>
internal readonly record struct InMemoryRecord(byte[]? Key, byte[]? Value, long Timestamp, Headers Headers, long Offset = 0)
{
    /// <summary>What its producer knows of it.</summary>
    public SendMark Mark { get; init; }

    /// <summary>Copies a record that is being written.</summary>
    public static InMemoryRecord Copy(in ProduceRecord record) => new(
        record.HasKey ? record.Key.ToArray() : null,
        record.HasValue ? record.Value.ToArray() : null,
        record.Timestamp,
        record.Headers ?? Headers.Empty);
}
