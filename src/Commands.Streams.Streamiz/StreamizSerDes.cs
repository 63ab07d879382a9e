using Commands.Streams.Bridging;
using Commands.Streams.Serialization;
using Streamiz.Kafka.Net.SerDes;

namespace Commands.Streams;

/// <summary>
/// Uses serdes of one library in the other. With those of this library, Streamiz reads and writes Avro with Confluent's wire format, and numbers in the byte
/// order of Java's serializers; Streamiz' own <c>Int64SerDes</c>, <c>Int32SerDes</c>, <c>DoubleSerDes</c> and <c>FloatSerDes</c> use the other one.
/// </summary>
public static class StreamizSerDes
{
    /// <summary>A serde of this library for Streamiz. One that waits, such as for a schema registry, makes Streamiz' thread wait.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serde">The serde.</param>
    public static ISerDes<T> From<T>(ISerde<T> serde)
    {
        ArgumentNullException.ThrowIfNull(serde);
        return serde is StreamizSerde<T> wrapped ? wrapped.SerDes : new EngineSerDes<T>(serde);
    }

    /// <summary>
    /// A serde of Streamiz for this library. It must not need <c>Initialize</c>, or have been initialized. It gets copies of a record's headers, so
    /// that what it
    /// does to them changes nothing.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serDes">The serde.</param>
    public static ISerde<T> ToSerde<T>(ISerDes<T> serDes)
    {
        ArgumentNullException.ThrowIfNull(serDes);
        return serDes is EngineSerDes<T> wrapped ? wrapped.Serde : new StreamizSerde<T>(serDes);
    }
}
