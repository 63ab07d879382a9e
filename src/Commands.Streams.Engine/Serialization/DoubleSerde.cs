using System.Buffers;
using System.Buffers.Binary;

namespace Commands.Streams.Serialization;

/// <summary>A 64-bit floating-point number: its IEEE 754 bits, big-endian.</summary>
internal sealed class DoubleSerde : ISerde<double>
{
    public static readonly DoubleSerde Instance = new();

    public void Serialize(double value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        BinaryPrimitives.WriteDoubleBigEndian(destination.GetSpan(sizeof(double)), value);
        destination.Advance(sizeof(double));
    }

    public double Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        FixedSizeData.ThrowIfNot(sizeof(double), data, "A 64-bit floating-point number");
        return BinaryPrimitives.ReadDoubleBigEndian(data);
    }
}
