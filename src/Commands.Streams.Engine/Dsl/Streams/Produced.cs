using Commands.Streams.Processors;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams;

/// <summary>How a topic is written. Immutable; each <c>With</c> gives a changed copy.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Produced<TKey, TValue>
{
    /// <summary>How keys are written.</summary>
    /// <value>Default: <see langword="null"/>, the one the stream was read with, else the serde registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>How values are written.</summary>
    /// <value>Default: <see langword="null"/>, the one the stream was read with, else the serde registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>Chooses the partition.</summary>
    /// <value>Default: <see langword="null"/>, Kafka's murmur2 of the key; without a key, the client's choice.</value>
    public StreamPartitioner<TKey, TValue>? Partitioner { get; internal init; }

    /// <summary>The sink's name.</summary>
    /// <value>Default: <see langword="null"/>, a generated one.</value>
    public string? Name { get; internal init; }

    internal UnwritableRule<TKey, TValue>? Unwritable { get; init; }

    internal Func<TKey, TValue, bool>? IsEarly { get; init; }

    /// <summary>A copy with a partitioner.</summary>
    /// <param name="partitioner">Chooses the partition of each record.</param>
    public Produced<TKey, TValue> WithPartitioner(StreamPartitioner<TKey, TValue> partitioner)
    {
        ArgumentNullException.ThrowIfNull(partitioner);
        return this with { Partitioner = partitioner };
    }

    /// <summary>A copy with a serde for keys.</summary>
    /// <param name="keySerde">How keys are written.</param>
    public Produced<TKey, TValue> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>A copy with a serde for values.</summary>
    /// <param name="valueSerde">How values are written.</param>
    public Produced<TKey, TValue> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>A copy with a name for the sink.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Produced<TKey, TValue> WithName(string name) => this with { Name = Named.As(name).Name };
}

/// <summary>Starts a <see cref="Produced{TKey,TValue}"/>.</summary>
public static class Produced
{
    /// <summary>Writes with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="keySerde">How keys are written.</param>
    /// <param name="valueSerde">How values are written.</param>
    public static Produced<TKey, TValue> With<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return new Produced<TKey, TValue> { KeySerde = keySerde, ValueSerde = valueSerde };
    }
}
