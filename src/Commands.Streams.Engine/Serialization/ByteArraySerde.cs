using System.Buffers;

namespace Commands.Streams.Serialization;

/// <summary>Bytes, unchanged.</summary>
internal sealed class ByteArraySerde : ISerde<byte[]>
{
    public static readonly ByteArraySerde Instance = new();

    public void Serialize(byte[] value, IBufferWriter<byte> destination, in SerializationContext context) => destination.Write(value);

    public byte[] Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => data.ToArray();
}
