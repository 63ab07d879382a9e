using Commands.Streams.Processors;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams;

/// <summary>Configures how a topic is written. Immutable; each <c>With</c> method returns a modified copy.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Produced<TKey, TValue>
{
    /// <summary>The serde of the keys.</summary>
    /// <value>Default: <see langword="null"/>, the serde the stream was read with, otherwise the one registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>The serde of the values.</summary>
    /// <value>Default: <see langword="null"/>, the serde the stream was read with, otherwise the one registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>Chooses the partition.</summary>
    /// <value>Default: <see langword="null"/>, Kafka's murmur2 hash of the key; for records without a key, the client chooses.</value>
    public StreamPartitioner<TKey, TValue>? Partitioner { get; internal init; }

    /// <summary>The sink's name.</summary>
    /// <value>Default: <see langword="null"/>, a generated one.</value>
    public string? Name { get; internal init; }

    internal UnwritableRule<TKey, TValue>? Unwritable { get; init; }

    internal Func<TKey, TValue, bool>? IsEarly { get; init; }

    /// <summary>Returns a copy with a partitioner.</summary>
    /// <param name="partitioner">Chooses the partition of each record.</param>
    public Produced<TKey, TValue> WithPartitioner(StreamPartitioner<TKey, TValue> partitioner)
    {
        ArgumentNullException.ThrowIfNull(partitioner);
        return this with { Partitioner = partitioner };
    }

    /// <summary>Returns a copy with a serde for keys.</summary>
    /// <param name="keySerde">The serde of the keys.</param>
    public Produced<TKey, TValue> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>Returns a copy with a serde for values.</summary>
    /// <param name="valueSerde">The serde of the values.</param>
    public Produced<TKey, TValue> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>Returns a copy with a name for the sink.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Produced<TKey, TValue> WithName(string name) => this with { Name = Named.As(name).Name };
}

/// <summary>Creates <see cref="Produced{TKey,TValue}"/> instances.</summary>
public static class Produced
{
    /// <summary>Writes with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the values.</param>
    public static Produced<TKey, TValue> With<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return new Produced<TKey, TValue> { KeySerde = keySerde, ValueSerde = valueSerde };
    }
}
