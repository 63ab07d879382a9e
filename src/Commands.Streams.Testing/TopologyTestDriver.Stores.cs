using Commands.Streams.Errors;
using Commands.Streams.State;

namespace Commands.Streams.Testing;

/// <content>State stores.</content>
public sealed partial class TopologyTestDriver
{
    /// <summary>The names of all state stores.</summary>
    public IReadOnlyCollection<string> StateStoreNames => [.. _topology.Graph.Stores.Keys];

    /// <summary>Returns a state store. What a test writes to it is committed with the next record.</summary>
    /// <typeparam name="TStore">The interface of the store, such as <see cref="IKeyValueStore{TKey,TValue}"/>.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">There is no store of that name, or it is of another type.</exception>
    public TStore GetStateStore<TStore>(string name)
        where TStore : class, IStateStore
    {
        ArgumentNullException.ThrowIfNull(name);
        var store = _task.Stores.Find(name)?.Store ?? throw new ArgumentException(
            $"The topology has no state store '{name}'. It has: {string.Join(", ", StateStoreNames.Select(known => $"'{known}'"))}.", nameof(name));
        return store as TStore ?? throw new ArgumentException(
            $"State store '{name}' is a {TypeNames.Print(store.GetType())}, not a {TypeNames.Print(typeof(TStore))}.", nameof(name));
    }

    /// <summary>Returns a key-value store.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">There is no store of that name, or it is of another type.</exception>
    public IKeyValueStore<TKey, TValue> GetKeyValueStore<TKey, TValue>(string name) => GetStateStore<IKeyValueStore<TKey, TValue>>(name);

    /// <summary>Returns a key-value store with timestamps, such as that of a table or an aggregation.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">There is no store of that name, or it is of another type.</exception>
    public ITimestampedKeyValueStore<TKey, TValue> GetTimestampedKeyValueStore<TKey, TValue>(string name) =>
        GetStateStore<ITimestampedKeyValueStore<TKey, TValue>>(name);

    /// <summary>Returns a versioned key-value store.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">There is no store of that name, or it is of another type.</exception>
    public IVersionedKeyValueStore<TKey, TValue> GetVersionedKeyValueStore<TKey, TValue>(string name) =>
        GetStateStore<IVersionedKeyValueStore<TKey, TValue>>(name);

    /// <summary>Returns a window store.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">There is no store of that name, or it is of another type.</exception>
    public IWindowStore<TKey, TValue> GetWindowStore<TKey, TValue>(string name) => GetStateStore<IWindowStore<TKey, TValue>>(name);

    /// <summary>Returns a window store with timestamps, such as that of a windowed aggregation.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">There is no store of that name, or it is of another type.</exception>
    public ITimestampedWindowStore<TKey, TValue> GetTimestampedWindowStore<TKey, TValue>(string name) =>
        GetStateStore<ITimestampedWindowStore<TKey, TValue>>(name);

    /// <summary>Returns a session store.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TAggregate">The aggregate's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">There is no store of that name, or it is of another type.</exception>
    public ISessionStore<TKey, TAggregate> GetSessionStore<TKey, TAggregate>(string name) => GetStateStore<ISessionStore<TKey, TAggregate>>(name);
}
