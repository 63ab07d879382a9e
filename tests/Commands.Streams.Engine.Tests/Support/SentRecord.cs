using System.Text;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>A record that was handed to the producer.</summary>
internal sealed record SentRecord(string Topic, int Partition, byte[]? Key, byte[]? Value, long Timestamp, Headers Headers, nint Token)
{
    public string? KeyText => Key is null ? null : Encoding.UTF8.GetString(Key);

    public string? ValueText => Value is null ? null : Encoding.UTF8.GetString(Value);
}
