using Commands.Streams.Serialization;
using Confluent.Kafka;
using SerializationContext = Commands.Streams.Serialization.SerializationContext;

namespace Commands.Streams.Avro.Serialization;

/// <summary>Converts the context of a serde to that of Confluent's serializers.</summary>
internal static class ConfluentContext
{
    public static Confluent.Kafka.SerializationContext Of(in SerializationContext context)
    {
        var headers = new Headers();
        foreach (var header in context.Headers)
        {
            headers.Add(header.Name, header.Value);
        }

        return new Confluent.Kafka.SerializationContext(
            context.Component == RecordComponent.Key ? MessageComponentType.Key : MessageComponentType.Value, context.Topic, headers);
    }
}
