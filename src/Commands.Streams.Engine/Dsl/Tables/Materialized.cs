using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>
/// Configures the store of a table or an aggregation. Immutable; each <c>With</c> method returns a modified copy. Create one with the methods of
/// <see cref="Materialized"/>.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed record Materialized<TKey, TValue>
{
    internal Materialized()
    {
    }

    /// <summary>The store's name, by which it can be read. A table without a name is stored only if a later step needs its rows.</summary>
    /// <value>Default: <see langword="null"/>, a generated name.</value>
    public string? StoreName { get; internal init; }

    /// <summary>The kind of the store.</summary>
    /// <value>Default: <see langword="null"/>, the kind that the step needs.</value>
    public StoreSupplier? Supplier { get; internal init; }

    /// <summary>The serde of the keys.</summary>
    /// <value>Default: <see langword="null"/>, that of the step's input, or the one registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>The serde of the values.</summary>
    /// <value>Default: <see langword="null"/>, that of the step's input if the type is the same, or the one registered for the type.</value>
    public ISerde<TValue>? ValueSerde { get; internal init; }

    /// <summary>
    /// <see langword="true"/> if several changes of a row between two commits are written to the changelog, and forwarded, as one;
    /// <see langword="false"/> if each is.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsCached { get; internal init; } = true;

    /// <summary><see langword="true"/> if the store has a changelog topic, from which it is restored; otherwise <see langword="false"/>.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsLogged { get; internal init; } = true;

    /// <summary>Settings of the changelog topic by their Kafka names.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyDictionary<string, string> TopicConfiguration { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Where the store keeps its content.</summary>
    /// <value>Default: <see langword="null"/>, as <see cref="StreamsBuilder.DefaultStoreType"/> says.</value>
    public StoreType? StoreType { get; internal init; }

    /// <summary>How long the windows of a windowed aggregation are kept.</summary>
    /// <value>Default: <see langword="null"/>, as long as a window may change: size and grace.</value>
    public TimeSpan? Retention { get; internal init; }

    /// <summary>Returns a copy with a serde for keys.</summary>
    /// <param name="keySerde">The serde of the keys.</param>
    public Materialized<TKey, TValue> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>Returns a copy with a serde for values.</summary>
    /// <param name="valueSerde">The serde of the values.</param>
    public Materialized<TKey, TValue> WithValueSerde(ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(valueSerde);
        return this with { ValueSerde = valueSerde };
    }

    /// <summary>Returns a copy that forwards and logs only the last of several changes of a row between two commits. This is the default.</summary>
    public Materialized<TKey, TValue> WithCachingEnabled() => this with { IsCached = true };

    /// <summary>Returns a copy that forwards and logs each change.</summary>
    public Materialized<TKey, TValue> WithCachingDisabled() => this with { IsCached = false };

    /// <summary>Returns a copy with a changelog topic. This is the default.</summary>
    /// <param name="topicConfiguration">Settings of the topic by their Kafka names, which take precedence over those of the library.</param>
    public Materialized<TKey, TValue> WithLoggingEnabled(IReadOnlyDictionary<string, string>? topicConfiguration = null) =>
        this with { IsLogged = true, TopicConfiguration = topicConfiguration ?? new Dictionary<string, string>() };

    /// <summary>Returns a copy without a changelog topic: the content is lost when the task moves to another instance.</summary>
    public Materialized<TKey, TValue> WithLoggingDisabled() => this with { IsLogged = false };

    /// <summary>Returns a copy that keeps its content in another place.</summary>
    /// <param name="storeType">The place.</param>
    public Materialized<TKey, TValue> WithStoreType(StoreType storeType) => this with { StoreType = storeType };

    /// <summary>Returns a copy that keeps windows for another time, so that they can be read for longer.</summary>
    /// <param name="retention">The time, at least as long as a window may change; less is reported when the topology is built.</param>
    public Materialized<TKey, TValue> WithRetention(TimeSpan retention) => this with { Retention = retention };
}

/// <summary>Creates <see cref="Materialized{TKey,TValue}"/> instances.</summary>
public static class Materialized
{
    /// <summary>Keeps rows in a store with this name.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="storeName">The name, unique in the topology. The changelog is called <c>&lt;application id&gt;-&lt;name&gt;-changelog</c>.</param>
    public static Materialized<TKey, TValue> As<TKey, TValue>(string storeName) => new() { StoreName = Named.As(storeName).Name };

    /// <summary>Keeps rows in a store of this kind, for example a versioned one.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="supplier">The kind of the store, and its name; create it with <see cref="Stores"/>.</param>
    public static Materialized<TKey, TValue> As<TKey, TValue>(StoreSupplier supplier)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        return new() { StoreName = Named.As(supplier.Name).Name, Supplier = supplier };
    }

    /// <summary>Uses these serdes for a store that has no name of its own.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="keySerde">The serde of the keys.</param>
    /// <param name="valueSerde">The serde of the values.</param>
    public static Materialized<TKey, TValue> With<TKey, TValue>(ISerde<TKey> keySerde, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return new() { KeySerde = keySerde, ValueSerde = valueSerde };
    }
}
