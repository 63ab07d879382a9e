using System.Buffers;
using System.Buffers.Binary;

namespace Commands.Streams.Serialization;

/// <summary>A 16-bit integer: 2 bytes, two's complement, big-endian.</summary>
internal sealed class Int16Serde : ISerde<short>
{
    public static readonly Int16Serde Instance = new();

    public void Serialize(short value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        BinaryPrimitives.WriteInt16BigEndian(destination.GetSpan(sizeof(short)), value);
        destination.Advance(sizeof(short));
    }

    public short Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        FixedSizeData.ThrowIfNot(sizeof(short), data, "A 16-bit integer");
        return BinaryPrimitives.ReadInt16BigEndian(data);
    }
}
