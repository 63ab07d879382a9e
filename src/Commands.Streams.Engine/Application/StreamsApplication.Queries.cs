using Commands.Streams.Errors;
using Commands.Streams.Queries;
using Commands.Streams.Runtime.Starting;

namespace Commands.Streams;

/// <content>Reads the state stores of the application from outside.</content>
public sealed partial class StreamsApplication
{
    private readonly StorePartitionCounts _storePartitions = new();

    /// <summary>Returns a reader of a key-value store. It may be kept, and used whenever the application runs.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="InvalidStateStoreException">The topology has no store of this name; the message names those that it has.</exception>
    public QueryableKeyValueStore<TKey, TValue> KeyValueStore<TKey, TValue>(string name) => new(Query(name));

    /// <summary>Returns a reader of a window store. It may be kept, and used whenever the application runs.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="InvalidStateStoreException">The topology has no store of this name; the message names those that it has.</exception>
    public QueryableWindowStore<TKey, TValue> WindowStore<TKey, TValue>(string name) => new(Query(name));

    /// <summary>Returns a reader of a session store. It may be kept, and used whenever the application runs.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TAggregate">The aggregate's type.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="InvalidStateStoreException">The topology has no store of this name; the message names those that it has.</exception>
    public QueryableSessionStore<TKey, TAggregate> SessionStore<TKey, TAggregate>(string name) => new(Query(name));

    /// <summary>Whether there are workers that answer: workers that were never started would not.</summary>
    private bool IsAnswering => State is ApplicationState.Running or ApplicationState.Rebalancing or ApplicationState.PendingShutdown;

    private StoreQueries Query(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var stores = _topology.Graph.Stores;
        if (stores.ContainsKey(name))
        {
            return new StoreQueries(name, ApplicationId, () => IsAnswering ? _running : [], _storePartitions);
        }

        var names = stores.Count == 0 ? "none" : string.Join(", ", stores.Keys.Order(StringComparer.Ordinal).Select(store => $"'{store}'"));
        throw new InvalidStateStoreException(
            InvalidStateStoreReason.Unknown, $"The topology of application '{ApplicationId}' has no state store '{name}'. It has {names}.");
    }
}
