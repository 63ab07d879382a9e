using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>Creates the stores of tables and aggregations from what <see cref="Materialized{TKey,TValue}"/> says.</summary>
internal static class TableStores
{
    /// <summary>Creates the store of a table or of an aggregation without windows.</summary>
    public static StoreBuilder Create<TKey, TValue>(
        StreamsBuilder builder, string name, Materialized<TKey, TValue>? materialized, ISerde<TKey>? keySerde, ISerde<TValue>? valueSerde)
    {
        materialized ??= new Materialized<TKey, TValue>();
        switch (materialized.Supplier)
        {
            case null:
                var type = materialized.StoreType ?? builder.DefaultStoreType;
                var supplier = type == StoreType.Persistent ? Stores.PersistentKeyValueStore(name) : Stores.InMemoryKeyValueStore(name);
                return Configure(Stores.TimestampedKeyValueStoreBuilder(supplier, keySerde, valueSerde), materialized);
            case KeyValueStoreSupplier given:
                return Configure(Stores.TimestampedKeyValueStoreBuilder(given, keySerde, valueSerde), materialized);
            case VersionedStoreSupplier given:
                return Configure(Stores.VersionedKeyValueStoreBuilder(given, keySerde, valueSerde), materialized, mayCache: false);
            default:
                builder.Graph.AddProblem(
                    $"The table '{name}' is given a {materialized.Supplier.GetType().Name}. Tables without windows need a key-value store or a versioned one.");
                return Configure(Stores.TimestampedKeyValueStoreBuilder(Stores.InMemoryKeyValueStore(name), keySerde, valueSerde), materialized);
        }
    }

    /// <summary>Sets logging and caching.</summary>
    public static StoreBuilder<TStore> Configure<TStore, TKey, TValue>(
        StoreBuilder<TStore> store, Materialized<TKey, TValue> materialized, bool mayCache = true)
        where TStore : class, IStateStore
    {
        store = materialized.IsLogged ? store.WithLoggingEnabled(materialized.TopicConfiguration) : store.WithLoggingDisabled();
        return materialized.IsCached && mayCache ? store.WithCachingEnabled() : store.WithCachingDisabled();
    }
}
