using System.Buffers;
using System.Buffers.Binary;

namespace Commands.Streams.Serialization;

/// <summary>A 64-bit integer: 8 bytes, two's complement, big-endian.</summary>
internal sealed class Int64Serde : ISerde<long>
{
    public static readonly Int64Serde Instance = new();

    public void Serialize(long value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination.GetSpan(sizeof(long)), value);
        destination.Advance(sizeof(long));
    }

    public long Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        FixedSizeData.ThrowIfNot(sizeof(long), data, "A 64-bit integer");
        return BinaryPrimitives.ReadInt64BigEndian(data);
    }
}
