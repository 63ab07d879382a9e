using System.Buffers;
using System.Buffers.Binary;

namespace Commands.Streams.Serialization;

/// <summary>A 32-bit integer: 4 bytes, two's complement, big-endian.</summary>
internal sealed class Int32Serde : ISerde<int>
{
    public static readonly Int32Serde Instance = new();

    public void Serialize(int value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination.GetSpan(sizeof(int)), value);
        destination.Advance(sizeof(int));
    }

    public int Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        FixedSizeData.ThrowIfNot(sizeof(int), data, "A 32-bit integer");
        return BinaryPrimitives.ReadInt32BigEndian(data);
    }
}
