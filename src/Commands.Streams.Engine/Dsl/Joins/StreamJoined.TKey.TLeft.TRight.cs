using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>Configures a join of two streams. Immutable; each <c>With</c> method returns a modified copy.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TLeft">The type of the left stream's values.</typeparam>
/// <typeparam name="TRight">The type of the right stream's values.</typeparam>
public sealed record StreamJoined<TKey, TLeft, TRight>
{
    /// <summary>The serde of the keys.</summary>
    /// <value>Default: <see langword="null"/>, that of the left stream, or the one registered for the type.</value>
    public ISerde<TKey>? KeySerde { get; internal init; }

    /// <summary>The serde of the left stream's values.</summary>
    /// <value>Default: <see langword="null"/>, that of the left stream, or the one registered for the type.</value>
    public ISerde<TLeft>? LeftSerde { get; internal init; }

    /// <summary>The serde of the right stream's values.</summary>
    /// <value>Default: <see langword="null"/>, that of the right stream, or the one registered for the type.</value>
    public ISerde<TRight>? RightSerde { get; internal init; }

    /// <summary>The name of the join, after which its nodes and its internal topics are called.</summary>
    /// <value>Default: <see langword="null"/> for generated names.</value>
    public string? Name { get; internal init; }

    /// <summary>The name after which the stores are called.</summary>
    /// <value>Default: <see langword="null"/> for generated names.</value>
    public string? StoreName { get; internal init; }

    /// <summary>Where the stores keep their content.</summary>
    /// <value>Default: <see langword="null"/>, the builder's <see cref="StreamsBuilder.DefaultStoreType"/>.</value>
    public StoreType? StoreType { get; internal init; }

    /// <summary>The store of the left stream's records. It must retain duplicates, and for as long as the windows require.</summary>
    /// <value>Default: <see langword="null"/>, a store made for the join.</value>
    public WindowStoreSupplier? LeftStore { get; internal init; }

    /// <summary>The store of the right stream's records. It must retain duplicates, and for as long as the windows require.</summary>
    /// <value>Default: <see langword="null"/>, a store made for the join.</value>
    public WindowStoreSupplier? RightStore { get; internal init; }

    /// <summary><see langword="true"/> if the stores have changelogs, from which they are restored; otherwise <see langword="false"/>.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsLogged { get; internal init; } = true;

    /// <summary>Topic settings of the changelogs that differ from the defaults.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> TopicConfiguration { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Returns a copy with a serde for keys.</summary>
    /// <param name="keySerde">The serde of the keys.</param>
    public StreamJoined<TKey, TLeft, TRight> WithKeySerde(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return this with { KeySerde = keySerde };
    }

    /// <summary>Returns a copy with a serde for the left stream's values.</summary>
    /// <param name="leftSerde">The serde of the left stream's values.</param>
    public StreamJoined<TKey, TLeft, TRight> WithLeftSerde(ISerde<TLeft> leftSerde)
    {
        ArgumentNullException.ThrowIfNull(leftSerde);
        return this with { LeftSerde = leftSerde };
    }

    /// <summary>Returns a copy with a serde for the right stream's values.</summary>
    /// <param name="rightSerde">The serde of the right stream's values.</param>
    public StreamJoined<TKey, TLeft, TRight> WithRightSerde(ISerde<TRight> rightSerde)
    {
        ArgumentNullException.ThrowIfNull(rightSerde);
        return this with { RightSerde = rightSerde };
    }

    /// <summary>Returns a copy with a name.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public StreamJoined<TKey, TLeft, TRight> WithName(string name) => this with { Name = Named.As(name).Name };

    /// <summary>Returns a copy with a name for the stores.</summary>
    /// <param name="storeName">The name, unique in the topology.</param>
    public StreamJoined<TKey, TLeft, TRight> WithStoreName(string storeName) => this with { StoreName = Named.As(storeName).Name };

    /// <summary>Returns a copy whose stores keep their content in the given place.</summary>
    /// <param name="storeType">In memory or on disk.</param>
    public StreamJoined<TKey, TLeft, TRight> WithStoreType(StoreType storeType) => this with { StoreType = storeType };

    /// <summary>Returns a copy with a store for the left stream's records.</summary>
    /// <param name="store">The store, which must retain duplicates.</param>
    public StreamJoined<TKey, TLeft, TRight> WithLeftStore(WindowStoreSupplier store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return this with { LeftStore = store };
    }

    /// <summary>Returns a copy with a store for the right stream's records.</summary>
    /// <param name="store">The store, which must retain duplicates.</param>
    public StreamJoined<TKey, TLeft, TRight> WithRightStore(WindowStoreSupplier store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return this with { RightStore = store };
    }

    /// <summary>Returns a copy whose stores have changelogs.</summary>
    /// <param name="topicConfiguration">Topic settings that differ from the defaults.</param>
    public StreamJoined<TKey, TLeft, TRight> WithLoggingEnabled(IReadOnlyDictionary<string, string>? topicConfiguration = null) =>
        this with { IsLogged = true, TopicConfiguration = topicConfiguration ?? new Dictionary<string, string>() };

    /// <summary>Returns a copy whose stores have no changelogs: what they hold is lost with the process, so matches may be missed.</summary>
    public StreamJoined<TKey, TLeft, TRight> WithLoggingDisabled() => this with { IsLogged = false };
}
