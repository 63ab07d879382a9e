using Commands.Streams.Avro.Serialization;
using Commands.Streams.Serialization;
using Confluent.Kafka;

namespace Commands.Streams.Avro;

/// <summary>
/// Adapts serializers of Confluent's ecosystem, such as JSON Schema, Protobuf or encryption rules, as serdes. Each value allocates an array for its
/// bytes, headers are copied, and a serializer may block its worker; the serdes of this package do not.
/// </summary>
public static class ConfluentSerdes
{
    /// <summary>Creates a serde from a serializer and a deserializer. Headers that the serializer adds are not written.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializer">Called on the workers' threads, possibly several at once.</param>
    /// <param name="deserializer">Called on the workers' threads, possibly several at once.</param>
    public static ISerde<T> From<T>(Confluent.Kafka.ISerializer<T> serializer, Confluent.Kafka.IDeserializer<T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        return new ConfluentSerde<T>(serializer, deserializer);
    }

    /// <summary>
    /// Creates a serde from an asynchronous serializer and deserializer. If a call does not complete at once, the record keeps its place while the
    /// worker continues; the result is used when it is the record's turn again.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializer">Called on the workers' threads, possibly several at once.</param>
    /// <param name="deserializer">Called on the workers' threads, possibly several at once.</param>
    public static ISerde<T> From<T>(IAsyncSerializer<T> serializer, IAsyncDeserializer<T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        return new ConfluentAsyncSerde<T>(serializer, deserializer);
    }
}
