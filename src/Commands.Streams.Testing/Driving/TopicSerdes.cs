using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Driving;

/// <summary>Serializes and deserializes a topic's records, with the given serdes or those registered for the types.</summary>
internal sealed class TopicSerdes<TKey, TValue>(string topic, SerdeRegistry registry, ISerde<TKey>? keySerde, ISerde<TValue>? valueSerde)
{
    private readonly SerializationBuffer _buffer = new();
    private readonly ISerde<TKey> _key = keySerde ?? Find<TKey>(topic, registry, "key");
    private readonly ISerde<TValue> _value = valueSerde ?? Find<TValue>(topic, registry, "value");

    public byte[]? SerializeKey(TKey key, Headers headers) =>
        key is null ? null : Serialize(key, _key, new SerializationContext(topic, RecordComponent.Key, headers));

    public byte[]? SerializeValue(TValue value, Headers headers) =>
        value is null ? null : Serialize(value, _value, new SerializationContext(topic, RecordComponent.Value, headers));

    public TKey DeserializeKey(InMemoryRecord record) =>
        Deserialize(record.Key, _key, new SerializationContext(topic, RecordComponent.Key, record.Headers));

    public TValue DeserializeValue(InMemoryRecord record) =>
        Deserialize(record.Value, _value, new SerializationContext(topic, RecordComponent.Value, record.Headers));

    public TestRecord<TKey, TValue> Deserialize(InMemoryRecord record) =>
        new(DeserializeKey(record), DeserializeValue(record), record.Timestamp, record.Headers);

    private static ISerde<T> Find<T>(string topic, SerdeRegistry registry, string component) => registry.TryGet<T>(out var serde) ? serde
        : throw new ArgumentException(
            $"No serde is registered for {typeof(T).Name}, the {component}'s type of topic '{topic}'. " +
            $"Pass one to the call, or add it to the builder's {nameof(StreamsBuilder.DefaultSerdes)}.");

    private static T Deserialize<T>(byte[]? data, ISerde<T> serde, in SerializationContext context)
    {
        if (data is not null)
        {
            return serde.Deserialize(data, in context);
        }

        return default(T) is null ? default! : throw new InvalidOperationException(
            $"The record of topic '{context.Topic}' has a null {(context.Component == RecordComponent.Key ? "key" : "value")}, " +
            $"which {typeof(T).Name} cannot hold. Create the output topic with {typeof(T).Name}? instead.");
    }

    private byte[] Serialize<T>(T item, ISerde<T> serde, in SerializationContext context)
    {
        _buffer.Clear();
        serde.Serialize(item, _buffer, in context);
        return _buffer.Written.ToArray();
    }
}
