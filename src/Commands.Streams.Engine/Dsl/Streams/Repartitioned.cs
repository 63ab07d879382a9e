using Commands.Streams.Processors;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>
/// Configures how a stream is written to a repartition topic and read from there. Immutable; each <c>With</c> method returns a modified copy.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Repartitioned<TKey, TValue>
{
    /// <summary>The serde of the keys.</summary>
    /// <value>Default: <see langword="null"/>, the stream's own serde, otherwise the one registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>The serde of the values.</summary>
    /// <value>Default: <see langword="null"/>, the stream's own serde, otherwise the one registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>Chooses the partition.</summary>
    /// <value>Default: <see langword="null"/>, Kafka's murmur2 hash of the key.</value>
    public StreamPartitioner<TKey, TValue>? Partitioner { get; internal init; }

    /// <summary>The number of partitions of the repartition topic.</summary>
    /// <value>Default: <see langword="null"/>, the largest partition count among the source topics of the stream.</value>
    public int? Partitions { get; internal init; }

    /// <summary>The base name; the topic is called <c>&lt;application id&gt;-&lt;name&gt;-repartition</c>.</summary>
    /// <value>Default: <see langword="null"/>, a generated one.</value>
    public string? Name { get; internal init; }

    /// <summary>Returns a copy with a partitioner.</summary>
    /// <param name="partitioner">Chooses the partition of each record.</param>
    public Repartitioned<TKey, TValue> WithPartitioner(StreamPartitioner<TKey, TValue> partitioner)
    {
        ArgumentNullException.ThrowIfNull(partitioner);
        return this with { Partitioner = partitioner };
    }

    /// <summary>Returns a copy with a number of partitions.</summary>
    /// <param name="partitions">The number, 1 or more; an invalid number is reported when the topology is built.</param>
    public Repartitioned<TKey, TValue> WithPartitions(int partitions) => this with { Partitions = partitions };

    /// <summary>Returns a copy with a serde for keys.</summary>
    /// <param name="keySerde">The serde of the keys.</param>
    public Repartitioned<TKey, TValue> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>Returns a copy with a serde for values.</summary>
    /// <param name="valueSerde">The serde of the values.</param>
    public Repartitioned<TKey, TValue> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>Returns a copy with a name.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Repartitioned<TKey, TValue> WithName(string name) => this with { Name = Named.As(name).Name };
}

/// <summary>Creates <see cref="Repartitioned{TKey,TValue}"/> instances.</summary>
public static class Repartitioned
{
    /// <summary>Repartitions with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the values.</param>
    public static Repartitioned<TKey, TValue> With<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return new Repartitioned<TKey, TValue> { KeySerde = keySerde, ValueSerde = valueSerde };
    }

    /// <summary>Repartitions through a topic with this base name.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The base name; the topic is called <c>&lt;application id&gt;-&lt;name&gt;-repartition</c>.</param>
    public static Repartitioned<TKey, TValue> As<TKey, TValue>(string name) => new Repartitioned<TKey, TValue>().WithName(name);
}
