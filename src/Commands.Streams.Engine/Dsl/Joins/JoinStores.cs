using Commands.Streams.Operators.Joining;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Formats;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Typed;

namespace Commands.Streams;

/// <summary>Creates the stores of joins of streams.</summary>
internal static class JoinStores
{
    /// <summary>Creates the store of one side's records, which keeps records with equal keys and times apart.</summary>
    public static StoreBuilder Create<TKey, TLeft, TRight, TValue>(
        StreamsBuilder builder,
        string name,
        WindowStoreSupplier? given,
        JoinWindows windows,
        StreamJoined<TKey, TLeft, TRight> joined,
        ISerde<TKey>? keySerde,
        ISerde<TValue>? valueSerde)
    {
        if (given is not null)
        {
            Check(builder, given, windows);
        }

        var supplier = given ?? (IsPersistent(builder, joined)
            ? Stores.PersistentWindowStore(name, windows.Retention, windows.Size, retainDuplicates: true)
            : Stores.InMemoryWindowStore(name, windows.Retention, windows.Size, retainDuplicates: true));
        var store = Stores.WindowStoreBuilder(supplier, keySerde, valueSerde);
        return joined.IsLogged ? store.WithLoggingEnabled(joined.TopicConfiguration) : store.WithLoggingDisabled();
    }

    /// <summary>Creates the store of both sides' records that wait for a match.</summary>
    public static StoreBuilder<UnmatchedStore<TKey>> CreateUnmatched<TKey, TLeft, TRight>(
        StreamsBuilder builder, string name, StreamJoined<TKey, TLeft, TRight> joined, ISerde<TKey>? keySerde)
    {
        var keys = new StoreSerdeChoice<TKey>(keySerde, "keys");
        var supplier = IsPersistent(builder, joined) ? Stores.PersistentKeyValueStore(name) : Stores.InMemoryKeyValueStore(name);
        var store = new StoreBuilder<UnmatchedStore<TKey>>(
            supplier,
            (self, serdes, bytes) =>
            {
                var staged = new StagedStore(bytes, new KeyValueFormat(), self.IsLogged, isCached: false);
                return new TaskStore(self, new UnmatchedStore<TKey>(name, staged, keys.Resolve(serdes)), staged);
            },
            (self, serdes, add) => keys.Check(self.Name, serdes, add));
        return joined.IsLogged ? store.WithLoggingEnabled(joined.TopicConfiguration) : store.WithLoggingDisabled();
    }

    private static bool IsPersistent<TKey, TLeft, TRight>(StreamsBuilder builder, StreamJoined<TKey, TLeft, TRight> joined) =>
        (joined.StoreType ?? builder.DefaultStoreType) == StoreType.Persistent;

    private static void Check(StreamsBuilder builder, WindowStoreSupplier given, JoinWindows windows)
    {
        if (!given.RetainsDuplicates)
        {
            builder.Graph.AddProblem(
                $"The store '{given.Name}' of a join does not retain duplicates, so records with equal keys and times would replace each other. " +
                "Create it with retainDuplicates: true.");
        }

        if (given.Retention < windows.Retention)
        {
            builder.Graph.AddProblem(
                $"The store '{given.Name}' of a join keeps records for {given.Retention}, but they may match for {windows.Retention}. " +
                "Use at least that as the retention.");
        }
    }
}
