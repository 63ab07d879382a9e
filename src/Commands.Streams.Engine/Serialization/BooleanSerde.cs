using System.Buffers;

namespace Commands.Streams.Serialization;

/// <summary>A Boolean: one byte, 1 or 0.</summary>
internal sealed class BooleanSerde : ISerde<bool>
{
    public static readonly BooleanSerde Instance = new();

    public void Serialize(bool value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        destination.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        destination.Advance(1);
    }

    public bool Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        FixedSizeData.ThrowIfNot(1, data, "A Boolean");
        return data[0] switch
        {
            0 => false,
            1 => true,
            _ => throw new FormatException($"A Boolean must be the byte 0 or 1, but the data is {data[0]}."),
        };
    }
}
