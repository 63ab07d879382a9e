using Commands.Streams.Serialization;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.Expiring;
using Commands.Streams.State.Formats;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Typed;
using Commands.Streams.State.Versioning;

namespace Commands.Streams.State;

public static partial class Stores
{
    /// <summary>Creates a store of one task from its builder, its back end and its serdes.</summary>
    private delegate TaskStore Creation<TKey, TValue>(StoreBuilder builder, IBytesStore bytes, ISerde<TKey> keys, ISerde<TValue> values);

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
        return Build<IKeyValueStore<TKey, TValue>, TKey, TValue>(supplier, keySerde, valueSerde, (builder, bytes, keys, values) =>
        {
            var staged = Staged(supplier, builder, bytes, new KeyValueFormat());
            var serdes = new StoreSerdes<TKey, TValue>(staged, keys, new PlainCodec<TValue>(values));
            return new TaskStore(builder, new KeyValueStore<TKey, TValue>(supplier.Name, Entries(supplier, staged, isTimestamped: false), serdes), staged);
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
        return Build<ITimestampedKeyValueStore<TKey, TValue>, TKey, TValue>(supplier, keySerde, valueSerde, (builder, bytes, keys, values) =>
        {
            var staged = Staged(supplier, builder, bytes, new TimestampedKeyValueFormat());
            var serdes = new StoreSerdes<TKey, ValueAndTimestamp<TValue>>(staged, keys, new TimestampedCodec<TValue>(values));
            var entries = Entries(supplier, staged, isTimestamped: true);
            return new TaskStore(builder, new TimestampedKeyValueStore<TKey, TValue>(supplier.Name, entries, serdes), staged);
        });
    }

    /// <summary>Returns the builder of a window store.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="supplier">The kind of the store.</param>
    /// <param name="keySerde">The serde of keys. Default: the one that is registered for the type.</param>
    /// <param name="valueSerde">The serde of values. Default: the one that is registered for the type.</param>
    public static StoreBuilder<IWindowStore<TKey, TValue>> WindowStoreBuilder<TKey, TValue>(
        WindowStoreSupplier supplier, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        return Build<IWindowStore<TKey, TValue>, TKey, TValue>(supplier, keySerde, valueSerde, (builder, bytes, keys, values) =>
        {
            var retention = Retention(supplier.Retention, SegmentedKeys.WindowSuffix);
            var format = new SegmentedFormat(retention.Keys, isTimestamped: false, supplier.RetainsDuplicates);
            var staged = new StagedStore(bytes, format, builder.IsLogged, builder.IsCached, retention);
            var serdes = new StoreSerdes<TKey, TValue>(staged, keys, new PlainCodec<TValue>(values));
            return new TaskStore(builder, new WindowStore<TKey, TValue>(supplier, staged, retention, serdes), staged);
        });
    }

    /// <summary>Returns the builder of a window store that keeps a timestamp with each value.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="supplier">The kind of the store.</param>
    /// <param name="keySerde">The serde of keys. Default: the one that is registered for the type.</param>
    /// <param name="valueSerde">The serde of values. Default: the one that is registered for the type.</param>
    public static StoreBuilder<ITimestampedWindowStore<TKey, TValue>> TimestampedWindowStoreBuilder<TKey, TValue>(
        WindowStoreSupplier supplier, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        return Build<ITimestampedWindowStore<TKey, TValue>, TKey, TValue>(supplier, keySerde, valueSerde, (builder, bytes, keys, values) =>
        {
            var retention = Retention(supplier.Retention, SegmentedKeys.WindowSuffix);
            var format = new SegmentedFormat(retention.Keys, isTimestamped: true, supplier.RetainsDuplicates);
            var staged = new StagedStore(bytes, format, builder.IsLogged, builder.IsCached, retention);
            var serdes = new StoreSerdes<TKey, ValueAndTimestamp<TValue>>(staged, keys, new TimestampedCodec<TValue>(values));
            return new TaskStore(builder, new TimestampedWindowStore<TKey, TValue>(supplier, staged, retention, serdes), staged);
        });
    }

    /// <summary>Returns the builder of a session store.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TAggregate">The aggregate's type.</typeparam>
    /// <param name="supplier">The kind of the store.</param>
    /// <param name="keySerde">The serde of keys. Default: the one that is registered for the type.</param>
    /// <param name="aggregateSerde">The serde of aggregates. Default: the one that is registered for the type.</param>
    public static StoreBuilder<ISessionStore<TKey, TAggregate>> SessionStoreBuilder<TKey, TAggregate>(
        SessionStoreSupplier supplier, ISerde<TKey>? keySerde = null, ISerde<TAggregate>? aggregateSerde = null)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        return Build<ISessionStore<TKey, TAggregate>, TKey, TAggregate>(supplier, keySerde, aggregateSerde, (builder, bytes, keys, values) =>
        {
            var retention = Retention(supplier.Retention, SegmentedKeys.SessionSuffix);
            var format = new SegmentedFormat(retention.Keys, isTimestamped: false, retainsDuplicates: false);
            var staged = new StagedStore(bytes, format, builder.IsLogged, builder.IsCached, retention);
            var serdes = new StoreSerdes<TKey, TAggregate>(staged, keys, new PlainCodec<TAggregate>(values));
            return new TaskStore(builder, new SessionStore<TKey, TAggregate>(supplier, staged, retention, serdes), staged);
        });
    }

    /// <summary>Returns the builder of a versioned store. Such a store cannot be cached.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="supplier">The kind of the store.</param>
    /// <param name="keySerde">The serde of keys. Default: the one that is registered for the type.</param>
    /// <param name="valueSerde">The serde of values. Default: the one that is registered for the type.</param>
    public static StoreBuilder<IVersionedKeyValueStore<TKey, TValue>> VersionedKeyValueStoreBuilder<TKey, TValue>(
        VersionedStoreSupplier supplier, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(supplier);
        return Build<IVersionedKeyValueStore<TKey, TValue>, TKey, TValue>(supplier, keySerde, valueSerde, (builder, bytes, keys, values) =>
        {
            var retention = (long)supplier.HistoryRetention.TotalMilliseconds;
            var staged = new StagedStore(bytes, new VersionedFormat(retention), builder.IsLogged, isCached: false);
            var serdes = new StoreSerdes<TKey, TValue>(staged, keys, new PlainCodec<TValue>(values));
            return new TaskStore(
                builder, new VersionedKeyValueStore<TKey, TValue>(supplier.Name, staged, new VersionHistory(staged, retention), serdes), staged);
        });
    }

    private static StoreBuilder<TStore> Build<TStore, TKey, TValue>(
        StoreSupplier supplier, ISerde<TKey>? keySerde, ISerde<TValue>? valueSerde, Creation<TKey, TValue> create)
        where TStore : class, IStateStore
    {
        var keys = new StoreSerdeChoice<TKey>(keySerde, "keys");
        var values = new StoreSerdeChoice<TValue>(valueSerde, "values");
        return new StoreBuilder<TStore>(
            supplier,
            (builder, serdes, bytes) => create(builder, bytes, keys.Resolve(serdes), values.Resolve(serdes)),
            (builder, serdes, add) =>
            {
                keys.Check(builder.Name, serdes, add);
                values.Check(builder.Name, serdes, add);
                CheckCaching(builder, add);
            });
    }

    private static void CheckCaching(StoreBuilder builder, Action<string> add)
    {
        var kind = builder.Supplier switch
        {
            VersionedStoreSupplier => "keeps versions",
            WindowStoreSupplier { RetainsDuplicates: true } => "retains duplicates",
            _ => null,
        };
        if (builder.IsCached && kind is not null)
        {
            add($"Store '{builder.Name}' {kind}, so it cannot be cached. Remove WithCachingEnabled.");
        }
    }

    private static StagedStore Staged(KeyValueStoreSupplier supplier, StoreBuilder builder, IBytesStore bytes, ChangelogFormat format) =>
        new(bytes, supplier.TimeToLive is null ? format : new ExpiringFormat(), builder.IsLogged, builder.IsCached);

    private static KeyValueEntries Entries(KeyValueStoreSupplier supplier, StagedStore staged, bool isTimestamped) => supplier.TimeToLive is { } timeToLive
        ? new ExpiringEntries(staged, (long)timeToLive.TotalMilliseconds, isTimestamped)
        : new PlainEntries(staged);

    private static StoreRetention Retention(TimeSpan retention, int suffixLength)
    {
        var milliseconds = (long)retention.TotalMilliseconds;
        return new StoreRetention(SegmentedKeys.Create(milliseconds, suffixLength), milliseconds);
    }
}
