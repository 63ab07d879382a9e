using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Commands.Streams.Serialization;

/// <summary>A UUID in its text form, 36 characters, as Kafka's own serde writes it.</summary>
internal sealed class GuidSerde : ISerde<Guid>
{
    private const int TextLength = 36;

    public static readonly GuidSerde Instance = new();

    public void Serialize(Guid value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        Utf8Formatter.TryFormat(value, destination.GetSpan(TextLength), out var written);
        destination.Advance(written);
    }

    public Guid Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) =>
        Utf8Parser.TryParse(data, out Guid value, out var consumed) && consumed == data.Length
            ? value
            : throw new FormatException(
                $"A UUID must be 36 characters of text, but the data is '{Encoding.UTF8.GetString(data[..Math.Min(data.Length, 64)])}'.");
}
