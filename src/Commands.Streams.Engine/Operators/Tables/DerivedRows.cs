using Commands.Streams.State;
using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Tables;

/// <summary>
/// The rows of a table that is a function of another: computed from the other's when they are looked up, unless they are kept in a store of their own.
/// </summary>
/// <param name="parent">The rows of the other table.</param>
/// <param name="store">The store of its own, if it has one.</param>
/// <param name="compute">The function; it is given the other table's value, or null if there is no such row.</param>
internal sealed class DerivedRows<TKey, TIn, TOut>(TableRows<TKey, TIn> parent, StoreBuilder? store, RowFunction<TKey, TIn, TOut> compute)
    : TableRows<TKey, TOut>
{
    public RowFunction<TKey, TIn, TOut> Compute => compute;

    public bool IsParentVersioned => parent.IsVersioned;

    public override bool IsVersioned => store is null ? parent.IsVersioned : store.Supplier is VersionedStoreSupplier;

    public override long? ClosesAfter => parent.ClosesAfter;

    public override IReadOnlyList<string> RequireStores() => store is null ? parent.RequireStores() : [store.Name];

    public override long WindowEnd(TKey key) => parent.WindowEnd(key);

    public override TableView<TKey, TOut> CreateView(TaskContext context, string node) => store is null
        ? new DerivedView<TKey, TIn, TOut>(parent.CreateView(context, node), compute)
        : new StoreView<TKey, TOut>(TableStore.Create<TKey, TOut>(context, node, store));

    /// <summary>Creates the store of one task; null if the table keeps no rows.</summary>
    public TableStore<TKey, TOut>? CreateStore(TaskContext context, string node) =>
        store is null ? null : TableStore.Create<TKey, TOut>(context, node, store);

    protected override bool CanSendOldValues(bool mayMaterialize) => store is not null || parent.RequestOldValues(mayMaterialize);
}
