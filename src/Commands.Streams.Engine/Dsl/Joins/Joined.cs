using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Configures a join of a stream with a table. Immutable; each <c>With</c> method returns a modified copy.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The type of the stream's values.</typeparam>
/// <typeparam name="TTable">The type of the table's values.</typeparam>
public sealed record Joined<TKey, TValue, TTable>
{
    /// <summary>The serde of the keys.</summary>
    /// <value>Default: <see langword="null"/>, that of the stream, or the one registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>The serde of the stream's values, for the internal topic and the buffer, if there are any.</summary>
    /// <value>Default: <see langword="null"/>, that of the stream, or the one registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>The name of the join, after which its node and its internal topic are called.</summary>
    /// <value>Default: <see langword="null"/> for generated names.</value>
    public string? Name { get; internal init; }

    /// <summary>
    /// How long stream records wait for changes of the table that belong before them, measured by the largest timestamp of the stream. A record that is later
    /// than that is joined at once. The table must be versioned.
    /// </summary>
    /// <value>Default: <see langword="null"/>. Records do not wait.</value>
    public TimeSpan? Grace { get; internal init; }

    /// <summary>Returns a copy with a serde for keys.</summary>
    /// <param name="keySerde">The serde of the keys.</param>
    public Joined<TKey, TValue, TTable> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>Returns a copy with a serde for the stream's values.</summary>
    /// <param name="valueSerde">The serde of the stream's values.</param>
    public Joined<TKey, TValue, TTable> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>Returns a copy with a name.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Joined<TKey, TValue, TTable> WithName(string name) => this with { Name = Named.As(name).Name };

    /// <summary>Returns a copy whose stream records wait.</summary>
    /// <param name="grace">For how long; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public Joined<TKey, TValue, TTable> WithGrace(TimeSpan grace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        return this with { Grace = grace };
    }
}

/// <summary>Creates <see cref="Joined{TKey,TValue,TTable}"/> instances.</summary>
public static class Joined
{
    /// <summary>Joins with these serdes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The type of the stream's values.</typeparam>
    /// <typeparam name="TTable">The type of the table's values.</typeparam>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the stream's values.</param>
    public static Joined<TKey, TValue, TTable> With<TKey, TValue, TTable>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde) =>
        new Joined<TKey, TValue, TTable>().WithKeySerde(keySerde).WithValueSerde(valueSerde);

    /// <summary>Joins under this name.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The type of the stream's values.</typeparam>
    /// <typeparam name="TTable">The type of the table's values.</typeparam>
    /// <param name="name">The name, unique in the topology.</param>
    public static Joined<TKey, TValue, TTable> As<TKey, TValue, TTable>(string name) => new Joined<TKey, TValue, TTable>().WithName(name);
}
