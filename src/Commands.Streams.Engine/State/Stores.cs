using Commands.Streams.Serialization;
using Commands.Streams.State.Formats;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Typed;

namespace Commands.Streams.State;

/// <summary>Creates suppliers and builders of state stores.</summary>
public static class Stores
{
    /// <summary>A key-value store in memory.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    public static KeyValueStoreSupplier InMemoryKeyValueStore(string name) => new(name, StoreType.InMemory);

    /// <summary>A key-value store on disk.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    public static KeyValueStoreSupplier PersistentKeyValueStore(string name) => new(name, StoreType.Persistent);

    /// <summary>Returns the builder of a key-value store.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="supplier">The kind of the store.</param>
    /// <param name="keySerde">The serde of keys. Default: the one that is registered for the type.</param>
    /// <param name="valueSerde">The serde of values. Default: the one that is registered for the type.</param>
    public static StoreBuilder<IKeyValueStore<TKey, TValue>> KeyValueStoreBuilder<TKey, TValue>(
        KeyValueStoreSupplier supplier, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        var keys = new StoreSerdeChoice<TKey>(keySerde, "keys");
        var values = new StoreSerdeChoice<TValue>(valueSerde, "values");
        return new StoreBuilder<IKeyValueStore<TKey, TValue>>(
            supplier,
            (builder, serdes, bytes) =>
            {
                var staged = new StagedStore(bytes, new KeyValueFormat(), builder.IsLogged, builder.IsCached);
                var typed = new StoreSerdes<TKey, TValue>(staged, keys.Resolve(serdes), new PlainCodec<TValue>(values.Resolve(serdes)));
                return new TaskStore(builder, new KeyValueStore<TKey, TValue>(builder.Name, staged, typed), staged);
            },
            (builder, serdes, add) =>
            {
                keys.Check(builder.Name, serdes, add);
                values.Check(builder.Name, serdes, add);
            });
    }

    /// <summary>Returns the builder of a key-value store that keeps a timestamp with each value.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="supplier">The kind of the store.</param>
    /// <param name="keySerde">The serde of keys. Default: the one that is registered for the type.</param>
    /// <param name="valueSerde">The serde of values. Default: the one that is registered for the type.</param>
    public static StoreBuilder<ITimestampedKeyValueStore<TKey, TValue>> TimestampedKeyValueStoreBuilder<TKey, TValue>(
        KeyValueStoreSupplier supplier, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        var keys = new StoreSerdeChoice<TKey>(keySerde, "keys");
        var values = new StoreSerdeChoice<TValue>(valueSerde, "values");
        return new StoreBuilder<ITimestampedKeyValueStore<TKey, TValue>>(
            supplier,
            (builder, serdes, bytes) =>
            {
                var staged = new StagedStore(bytes, new TimestampedKeyValueFormat(), builder.IsLogged, builder.IsCached);
                var codec = new TimestampedCodec<TValue>(values.Resolve(serdes));
                var typed = new StoreSerdes<TKey, ValueAndTimestamp<TValue>>(staged, keys.Resolve(serdes), codec);
                return new TaskStore(builder, new TimestampedKeyValueStore<TKey, TValue>(builder.Name, staged, typed), staged);
            },
            (builder, serdes, add) =>
            {
                keys.Check(builder.Name, serdes, add);
                values.Check(builder.Name, serdes, add);
            });
    }
}
