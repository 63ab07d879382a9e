using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Messaging;

/// <summary>A correlation id as its bytes.</summary>
internal sealed class CorrelationIdSerde : ISerde<CorrelationId>
{
    public void Serialize(CorrelationId value, IBufferWriter<byte> destination, in SerializationContext context) => destination.Write(value.Bytes);

    public CorrelationId Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => CorrelationId.FromBytes(data);
}
