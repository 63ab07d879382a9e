using Commands.Streams.Operators.Tables;
using Commands.Streams.State;
using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Joining;

/// <summary>The rows of two joined tables: computed from theirs when they are looked up, unless they are kept in a store of their own.</summary>
/// <param name="left">The rows of the left table.</param>
/// <param name="right">The rows of the right table.</param>
/// <param name="store">The store of its own, if it has one.</param>
/// <param name="rules">Which rows a result needs, seen from the left.</param>
/// <param name="joiner">Computes results.</param>
internal sealed class JoinedRows<TKey, TLeft, TRight, TResult>(
    TableRows<TKey, TLeft> left, TableRows<TKey, TRight> right, StoreBuilder? store, TableJoinRules rules, Joiner<TKey, TLeft, TRight, TResult> joiner)
    : TableRows<TKey, TResult>
{
    public override bool IsVersioned => store?.Supplier is VersionedStoreSupplier;

    public override IReadOnlyList<string> RequireStores() => store is null ? [.. left.RequireStores(), .. right.RequireStores()] : [store.Name];

    public override TableView<TKey, TResult> CreateView(TaskContext context, string node) => store is null
        ? new View(left.CreateView(context, node), right.CreateView(context, node), rules, joiner)
        : new StoreView<TKey, TResult>(TableStore.Create<TKey, TResult>(context, node, store));

    /// <summary>Creates the store of one task; null if the table keeps no rows.</summary>
    public TableStore<TKey, TResult>? CreateStore(TaskContext context, string node) =>
        store is null ? null : TableStore.Create<TKey, TResult>(context, node, store);

    // The old result is computed from old values, even if a store has it, because the tables have stores in any case.
    protected override bool CanSendOldValues(bool mayMaterialize) =>
        left.RequestOldValues(mayMaterialize: true) & right.RequestOldValues(mayMaterialize: true);

    private sealed class View(
        TableView<TKey, TLeft> left, TableView<TKey, TRight> right, TableJoinRules rules, Joiner<TKey, TLeft, TRight, TResult> joiner)
        : TableView<TKey, TResult>
    {
        public override bool TryGet(TKey key, out ValueAndTimestamp<TResult> row)
        {
            var hasLeft = left.TryGet(key, out var leftRow);
            var hasRight = right.TryGet(key, out var rightRow);
            if (!rules.HasResult(hasLeft, hasRight))
            {
                row = default;
                return false;
            }

            var result = joiner(key, hasLeft ? leftRow.Value : default, hasRight ? rightRow.Value : default);
            var timestamp = Math.Max(hasLeft ? leftRow.Timestamp : -1, hasRight ? rightRow.Timestamp : -1);
            row = new ValueAndTimestamp<TResult>(result, timestamp);
            return result is not null;
        }
    }
}
