using System.Buffers;
using System.Buffers.Binary;

namespace Commands.Streams.Serialization;

/// <summary>A 32-bit floating-point number: its IEEE 754 bits, big-endian.</summary>
internal sealed class SingleSerde : ISerde<float>
{
    public static readonly SingleSerde Instance = new();

    public void Serialize(float value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        BinaryPrimitives.WriteSingleBigEndian(destination.GetSpan(sizeof(float)), value);
        destination.Advance(sizeof(float));
    }

    public float Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        FixedSizeData.ThrowIfNot(sizeof(float), data, "A 32-bit floating-point number");
        return BinaryPrimitives.ReadSingleBigEndian(data);
    }
}
