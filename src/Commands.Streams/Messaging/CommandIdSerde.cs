using System.Buffers;
using System.Text;
using Commands.Streams.Serialization;

namespace Commands.Streams.Messaging;

/// <summary>A command's id as its text in UTF-8.</summary>
internal sealed class CommandIdSerde : ISerde<CommandId>
{
    public void Serialize(CommandId value, IBufferWriter<byte> destination, in SerializationContext context) =>
        Encoding.UTF8.GetBytes(value.Text, destination);

    public CommandId Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => CommandId.FromText(Encoding.UTF8.GetString(data));
}
