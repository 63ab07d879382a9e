using System.Buffers.Binary;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Layouts;

/// <summary>A value behind its timestamp of 8 bytes.</summary>
internal static class TimestampedValue
{
    public static ReadOnlySpan<byte> Write(long timestamp, ReadOnlySpan<byte> value, BytesBuffer destination)
    {
        var bytes = destination.Resize(sizeof(long) + value.Length);
        BinaryPrimitives.WriteInt64BigEndian(bytes, timestamp);
        value.CopyTo(bytes[sizeof(long)..]);
        return bytes;
    }
}
