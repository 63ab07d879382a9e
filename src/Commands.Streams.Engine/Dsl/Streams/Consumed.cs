using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Configures how a topic is read. Immutable; each <c>With</c> method returns a modified copy.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Consumed<TKey, TValue>
{
    /// <summary>The serde of the keys.</summary>
    /// <value>Default: <see langword="null"/>, the serde registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>The serde of the values.</summary>
    /// <value>Default: <see langword="null"/>, the serde registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>Where reading starts in a partition without a committed offset.</summary>
    /// <value>Default: <see langword="null"/>, the application's setting.</value>
    public OffsetReset? OffsetReset { get; internal init; }

    /// <summary>The source's name.</summary>
    /// <value>Default: <see langword="null"/>, a generated one.</value>
    public string? Name { get; internal init; }

    internal DueTimeExtractor<TKey, TValue>? DueTime { get; init; }

    internal ITimestampExtractor? AnyExtractor { get; init; }

    internal TimestampExtractor<TKey, TValue>? TypedExtractor { get; init; }

    /// <summary>Returns a copy that takes timestamps from the records themselves.</summary>
    /// <param name="extractor">Returns the timestamp of each record.</param>
    public Consumed<TKey, TValue> WithTimestampExtractor(TimestampExtractor<TKey, TValue> extractor)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        return this with { TypedExtractor = extractor, AnyExtractor = null };
    }

    /// <summary>Returns a copy with a timestamp extractor for records of any type, for example one of <see cref="TimestampExtractors"/>.</summary>
    /// <param name="extractor">Returns the timestamp of each record.</param>
    public Consumed<TKey, TValue> WithTimestampExtractor(ITimestampExtractor extractor)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        return this with { AnyExtractor = extractor, TypedExtractor = null };
    }

    /// <summary>Returns a copy with a starting point for partitions without a committed offset.</summary>
    /// <param name="offsetReset">The starting point.</param>
    public Consumed<TKey, TValue> WithOffsetReset(OffsetReset offsetReset) => this with { OffsetReset = offsetReset };

    /// <summary>Returns a copy with a serde for keys.</summary>
    /// <param name="keySerde">The serde of the keys.</param>
    public Consumed<TKey, TValue> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>Returns a copy with a serde for values.</summary>
    /// <param name="valueSerde">The serde of the values.</param>
    public Consumed<TKey, TValue> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>Returns a copy with a name for the source.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Consumed<TKey, TValue> WithName(string name) => this with { Name = Named.As(name).Name };
}

/// <summary>Creates <see cref="Consumed{TKey,TValue}"/> instances.</summary>
public static class Consumed
{
    /// <summary>Reads with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the values.</param>
    public static Consumed<TKey, TValue> With<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return new Consumed<TKey, TValue> { KeySerde = keySerde, ValueSerde = valueSerde };
    }
}
