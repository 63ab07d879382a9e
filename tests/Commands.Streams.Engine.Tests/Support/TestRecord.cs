using System.Text;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>A record of an input topic as bytes.</summary>
internal sealed record TestRecord(long Offset, byte[]? Key, byte[]? Value, long Timestamp = 0)
{
    public Headers Headers { get; init; } = Headers.Empty;

    public static TestRecord Text(long offset, string? key, string? value, long timestamp = 0) => new(offset, Bytes(key), Bytes(value), timestamp);

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
