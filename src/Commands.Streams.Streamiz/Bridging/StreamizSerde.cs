using System.Buffers;
using Commands.Streams.Serialization;
using Confluent.Kafka;
using Streamiz.Kafka.Net.SerDes;
using EngineContext = Commands.Streams.Serialization.SerializationContext;
using SerializationContext = Confluent.Kafka.SerializationContext;

namespace Commands.Streams.Bridging;

/// <summary>A serde of Streamiz as the engine calls it.</summary>
internal sealed class StreamizSerde<T>(ISerDes<T> serDes) : ISerde<T>
{
    public ISerDes<T> SerDes => serDes;

    public void Serialize(T value, IBufferWriter<byte> destination, in EngineContext context) =>
        destination.Write(serDes.Serialize(value, ToClient(in context)) ?? throw new InvalidOperationException(
            $"{serDes.GetType().Name} wrote null for a value of topic '{context.Topic}' that is not null. " +
            "Write an empty array, or make the value null before."));

    public T Deserialize(ReadOnlySpan<byte> data, in EngineContext context) => serDes.Deserialize(data.ToArray(), ToClient(in context));

    private static SerializationContext ToClient(in EngineContext context) => new(
        context.Component == RecordComponent.Key
            ? MessageComponentType.Key
            : MessageComponentType.Value, context.Topic, HeaderCopies.ToClient(context.Headers));
}
