using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>A command as bytes, as anybody may have written it.</summary>
public sealed record ScriptedRecord(byte[]? Key, byte[]? Value, Headers Headers)
{
    public long Timestamp { get; init; } = Some.Now;
}
