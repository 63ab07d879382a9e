using Commands.Streams.Serialization;
using Confluent.Kafka;
using SerializationContext = Commands.Streams.Serialization.SerializationContext;

namespace Commands.Streams.Avro.Serialization;

/// <summary>What Confluent's serializers are told, made of what ours are told.</summary>
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
