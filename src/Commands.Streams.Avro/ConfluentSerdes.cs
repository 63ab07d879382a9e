using Commands.Streams.Avro.Serialization;
using Commands.Streams.Serialization;
using Confluent.Kafka;

namespace Commands.Streams.Avro;

/// <summary>
/// Serializers of Confluent's ecosystem, such as JSON Schema, Protobuf or rules of encryption, as serdes. Each value costs an array of its bytes, headers are
/// copied, and a serializer may block its worker: those of this package do not.
/// </summary>
public static class ConfluentSerdes
{
    /// <summary>Makes a serde of a serializer and a deserializer. Headers that the serializer adds are not written.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializer">Called on worker threads, several at once.</param>
    /// <param name="deserializer">Called on worker threads, several at once.</param>
    public static ISerde<T> From<T>(Confluent.Kafka.ISerializer<T> serializer, Confluent.Kafka.IDeserializer<T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        return new ConfluentSerde<T>(serializer, deserializer);
    }

    /// <summary>
    /// Makes a serde of an asynchronous serializer and deserializer. If one does not end at once, the record waits in its place, and the worker goes on;
    /// the result is used when the record's turn comes again.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializer">Called on worker threads, several at once.</param>
    /// <param name="deserializer">Called on worker threads, several at once.</param>
    public static ISerde<T> From<T>(IAsyncSerializer<T> serializer, IAsyncDeserializer<T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        return new ConfluentAsyncSerde<T>(serializer, deserializer);
    }
}
