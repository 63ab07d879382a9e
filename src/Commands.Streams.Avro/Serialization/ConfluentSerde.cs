using System.Buffers;
using Commands.Streams.Serialization;
using SerializationContext = Commands.Streams.Serialization.SerializationContext;

namespace Commands.Streams.Avro.Serialization;

/// <summary>Adapts a serializer and a deserializer of Confluent's as a serde.</summary>
internal sealed class ConfluentSerde<T>(Confluent.Kafka.ISerializer<T> serializer, Confluent.Kafka.IDeserializer<T> deserializer) : ISerde<T>
{
    public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context) =>
        destination.Write(serializer.Serialize(value, ConfluentContext.Of(in context)));

    public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) =>
        deserializer.Deserialize(data, isNull: false, ConfluentContext.Of(in context));
}
