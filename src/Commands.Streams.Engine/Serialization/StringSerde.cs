using System.Buffers;
using System.Text;

namespace Commands.Streams.Serialization;

/// <summary>Text without a length prefix, in any encoding. Invalid bytes become replacement characters, as in Kafka.</summary>
internal sealed class StringSerde(Encoding encoding) : ISerde<string>
{
    public static readonly StringSerde Utf8 = new(Encoding.UTF8);

    public void Serialize(string value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var span = destination.GetSpan(encoding.GetMaxByteCount(value.Length));
        destination.Advance(encoding.GetBytes(value, span));
    }

    public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => encoding.GetString(data);
}
