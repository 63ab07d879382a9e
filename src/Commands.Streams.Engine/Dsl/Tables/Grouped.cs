using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Configures how records are grouped by key. Immutable; each <c>With</c> method returns a modified copy.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Grouped<TKey, TValue>
{
    /// <summary>The serde of the keys.</summary>
    /// <value>Default: <see langword="null"/>, that of the step's input if keys are not changed, or the one registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>The serde of the values.</summary>
    /// <value>Default: <see langword="null"/>, that of the step's input if values are not changed, or the one registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>
    /// The name of the grouping. The internal topic, if one is needed, is called <c>&lt;application id&gt;-&lt;name&gt;-repartition</c>, and all aggregations
    /// of the grouping read it.
    /// </summary>
    /// <value>Default: <see langword="null"/>. Each aggregation then has an internal topic of its own, named after its store.</value>
    public string? Name { get; internal init; }

    /// <summary>Returns a copy with a serde for keys.</summary>
    /// <param name="keySerde">The serde of the keys.</param>
    public Grouped<TKey, TValue> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>Returns a copy with a serde for values.</summary>
    /// <param name="valueSerde">The serde of the values.</param>
    public Grouped<TKey, TValue> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>Returns a copy with a name.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Grouped<TKey, TValue> WithName(string name) => this with { Name = Named.As(name).Name };
}

/// <summary>Creates <see cref="Grouped{TKey,TValue}"/> instances.</summary>
public static class Grouped
{
    /// <summary>Groups with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the values.</param>
    public static Grouped<TKey, TValue> With<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return new() { KeySerde = keySerde, ValueSerde = valueSerde };
    }

    /// <summary>Groups under this name.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The name, unique in the topology.</param>
    public static Grouped<TKey, TValue> As<TKey, TValue>(string name) => new Grouped<TKey, TValue>().WithName(name);
}
