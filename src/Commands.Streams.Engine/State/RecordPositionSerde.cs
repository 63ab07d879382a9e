using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Commands.Streams.Serialization;

namespace Commands.Streams.State;

/// <summary>A position: partition (4 bytes), offset (8 bytes) and the topic in UTF-8.</summary>
internal sealed class RecordPositionSerde : ISerde<RecordPosition?>
{
    public static readonly RecordPositionSerde Instance = new();

    private const int TopicStart = sizeof(int) + sizeof(long);

    public void Serialize(RecordPosition? value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var bytes = destination.GetSpan(TopicStart);
        BinaryPrimitives.WriteInt32BigEndian(bytes, value!.Partition);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(int)..], value.Offset);
        destination.Advance(TopicStart);
        Encoding.UTF8.GetBytes(value.Topic ?? string.Empty, destination);
    }

    public RecordPosition? Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var topic = Encoding.UTF8.GetString(data[TopicStart..]);
        return new RecordPosition(
            topic.Length == 0 ? null : topic, BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt64BigEndian(data[sizeof(int)..]));
    }
}
