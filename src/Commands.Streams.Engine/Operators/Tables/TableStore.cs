using Commands.Streams.State;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Tables;

/// <summary>Creates the stores of tables.</summary>
internal static class TableStore
{
    /// <summary>Creates the store of one task.</summary>
    /// <param name="context">The task.</param>
    /// <param name="node">The node that uses it.</param>
    /// <param name="store">What it was made from.</param>
    public static TableStore<TKey, TValue> Create<TKey, TValue>(TaskContext context, string node, StoreBuilder store) =>
        store.Supplier is VersionedStoreSupplier
            ? new VersionedTableStore<TKey, TValue>(NodeStores.Find<IVersionedKeyValueStore<TKey, TValue>>(context, node, store.Name))
            : new TimestampedTableStore<TKey, TValue>(
                context, NodeStores.Find<ITimestampedKeyValueStore<TKey, TValue>>(context, node, store.Name), context.Stores.Find(store.Name)!);
}
