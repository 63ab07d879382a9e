using Commands.Streams.Processors;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>How a stream is written to a repartition topic and read again. Immutable; each <c>With</c> gives a changed copy.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Repartitioned<TKey, TValue>
{
    /// <summary>How keys are written and read.</summary>
    /// <value>Default: <see langword="null"/>, the stream's own, else the serde registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>How values are written and read.</summary>
    /// <value>Default: <see langword="null"/>, the stream's own, else the serde registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>Chooses the partition.</summary>
    /// <value>Default: <see langword="null"/>, Kafka's murmur2 of the key.</value>
    public StreamPartitioner<TKey, TValue>? Partitioner { get; internal init; }

    /// <summary>The number of partitions of the repartition topic.</summary>
    /// <value>Default: <see langword="null"/>, as many as the topics have that the stream comes from, the largest of them.</value>
    public int? Partitions { get; internal init; }

    /// <summary>The topic's name, to which the application's id is put in front and <c>-repartition</c> behind.</summary>
    /// <value>Default: <see langword="null"/>, a generated one.</value>
    public string? Name { get; internal init; }

    /// <summary>A copy with a partitioner.</summary>
    /// <param name="partitioner">Chooses the partition of each record.</param>
    public Repartitioned<TKey, TValue> WithPartitioner(StreamPartitioner<TKey, TValue> partitioner)
    {
        ArgumentNullException.ThrowIfNull(partitioner);
        return this with { Partitioner = partitioner };
    }

    /// <summary>A copy with a number of partitions.</summary>
    /// <param name="partitions">1 or more; another number is reported when the topology is built.</param>
    public Repartitioned<TKey, TValue> WithPartitions(int partitions) => this with { Partitions = partitions };

    /// <summary>A copy with a serde for keys.</summary>
    /// <param name="keySerde">How keys are written and read.</param>
    public Repartitioned<TKey, TValue> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>A copy with a serde for values.</summary>
    /// <param name="valueSerde">How values are written and read.</param>
    public Repartitioned<TKey, TValue> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>A copy with a name.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Repartitioned<TKey, TValue> WithName(string name) => this with { Name = Named.As(name).Name };
}

/// <summary>Starts a <see cref="Repartitioned{TKey,TValue}"/>.</summary>
public static class Repartitioned
{
    /// <summary>Repartitions with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="keySerde">How keys are written and read.</param>
    /// <param name="valueSerde">How values are written and read.</param>
    public static Repartitioned<TKey, TValue> With<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return new Repartitioned<TKey, TValue> { KeySerde = keySerde, ValueSerde = valueSerde };
    }

    /// <summary>Repartitions through a topic of this name.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The name, to which the application's id is put in front and <c>-repartition</c> behind.</param>
    public static Repartitioned<TKey, TValue> As<TKey, TValue>(string name) => new Repartitioned<TKey, TValue>().WithName(name);
}
