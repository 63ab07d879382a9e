using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>Creates the stores of windowed aggregations from what <see cref="Materialized{TKey,TValue}"/> says.</summary>
internal static class WindowStores
{
    private static readonly long MaxMilliseconds = TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>Creates the store of an aggregation by time.</summary>
    public static StoreBuilder Create<TKey, TValue>(
        StreamsBuilder builder,
        string name,
        Materialized<TKey, TValue>? materialized,
        Windows windows,
        bool isOnClose,
        ISerde<TKey>? keySerde,
        ISerde<TValue>? valueSerde)
    {
        materialized ??= new Materialized<TKey, TValue>();
        if (materialized.Supplier is not WindowStoreSupplier supplier)
        {
            CheckSupplier(builder, name, materialized.Supplier, "a window store");
            var retention = Retention(builder, name, materialized.Retention, ToTimeSpan(windows.MinRetentionMs));
            var size = ToTimeSpan(windows.SizeMs);
            supplier = (materialized.StoreType ?? builder.DefaultStoreType) == StoreType.Persistent
                ? Stores.PersistentWindowStore(name, retention, size)
                : Stores.InMemoryWindowStore(name, retention, size);
        }

        return TableStores.Configure(
            Stores.TimestampedWindowStoreBuilder(supplier, keySerde, valueSerde), materialized, mayCache: !isOnClose || windows.IsCachedOnClose);
    }

    /// <summary>Creates the store of an aggregation by session.</summary>
    public static StoreBuilder Create<TKey, TValue>(
        StreamsBuilder builder,
        string name,
        Materialized<TKey, TValue>? materialized,
        SessionWindows windows,
        bool isOnClose,
        ISerde<TKey>? keySerde,
        ISerde<TValue>? valueSerde)
    {
        materialized ??= new Materialized<TKey, TValue>();
        if (materialized.Supplier is not SessionStoreSupplier supplier)
        {
            CheckSupplier(builder, name, materialized.Supplier, "a session store");
            var retention = Retention(builder, name, materialized.Retention, windows.InactivityGap + windows.Grace);
            supplier = (materialized.StoreType ?? builder.DefaultStoreType) == StoreType.Persistent
                ? Stores.PersistentSessionStore(name, retention)
                : Stores.InMemorySessionStore(name, retention);
        }

        return TableStores.Configure(Stores.SessionStoreBuilder(supplier, keySerde, valueSerde), materialized, mayCache: !isOnClose);
    }

    /// <summary>The serde of keys without their windows; that of the type may still be registered until the topology is built.</summary>
    public static ISerde<TKey> KeySerde<TKey>(StreamsBuilder builder, ISerde<TKey>? given) => given ?? new RegisteredSerde<TKey>(builder.DefaultSerdes);

    private static void CheckSupplier(StreamsBuilder builder, string name, StoreSupplier? supplier, string needed)
    {
        if (supplier is not null)
        {
            builder.Graph.AddProblem($"The windowed aggregation '{name}' is given a {supplier.GetType().Name}, but needs {needed}.");
        }
    }

    private static TimeSpan Retention(StreamsBuilder builder, string name, TimeSpan? given, TimeSpan least)
    {
        if (given < least)
        {
            builder.Graph.AddProblem(
                $"The windowed aggregation '{name}' keeps its windows for {given}, but they may change for {least}. Use at least that as the retention.");
        }

        return given > least ? given.Value : least;
    }

    private static TimeSpan ToTimeSpan(long milliseconds) =>
        milliseconds > MaxMilliseconds ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(milliseconds, 0);
}
