using System.Buffers;
using Commands.Streams.Serialization;
using Confluent.Kafka;
using Streamiz.Kafka.Net.SerDes;
using EngineContext = Commands.Streams.Serialization.SerializationContext;
using SerializationContext = Confluent.Kafka.SerializationContext;

namespace Commands.Streams.Bridging;

/// <summary>A serde of the engine as Streamiz calls it. Null stays null in both directions, except for types that have none.</summary>
internal sealed class EngineSerDes<T>(ISerde<T> serde) : AbstractSerDes<T>
{
    public ISerde<T> Serde => serde;

    public override byte[]? Serialize(T data, SerializationContext context)
    {
        if (data is null || (serde is IEnvelopeSerializer<T> envelope && !envelope.HasPayload(data)))
        {
            return null;
        }

        var engineContext = ToEngine(context);
        while (true)
        {
            var buffer = new ArrayBufferWriter<byte>();
            try
            {
                serde.Serialize(data, buffer, in engineContext);
                return buffer.WrittenSpan.ToArray();
            }
            catch (SerdeNotReadyException notReady)
            {
                Await(notReady);
            }
        }
    }

    public override T Deserialize(byte[]? data, SerializationContext context)
    {
        if (data is null)
        {
            return default(T) is null ? default! : throw new InvalidOperationException(
                $"The {(context.Component == MessageComponentType.Key ? "key" : "value")} of a record of topic '{context.Topic}' is null, " +
                $"which {typeof(T).Name} cannot be. Read it as {typeof(T).Name}?.");
        }

        var engineContext = ToEngine(context);
        while (true)
        {
            try
            {
                return serde.Deserialize(data, in engineContext);
            }
            catch (SerdeNotReadyException notReady)
            {
                Await(notReady);
            }
        }
    }

    private static void Await(SerdeNotReadyException notReady) =>
        notReady.Ready.GetAwaiter().GetResult(); // Streamiz calls serdes synchronously, so its thread has to wait

    private static EngineContext ToEngine(SerializationContext context) => new(
        context.Topic,
        context.Component == MessageComponentType.Key ? RecordComponent.Key : RecordComponent.Value,
        HeaderCopies.ToEngine(context.Headers));
}
