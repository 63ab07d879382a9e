using Commands.Streams.State;
using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Tables;

/// <summary>The rows of a table that has a key-value store, or is given one as soon as somebody needs it.</summary>
/// <param name="store">The store.</param>
/// <param name="materialize">Adds the store to the topology; null if it is there from the beginning.</param>
internal sealed class StoredRows<TKey, TValue>(StoreBuilder store, Action? materialize) : TableRows<TKey, TValue>
{
    /// <summary>True if the table keeps its rows.</summary>
    public bool IsMaterialized { get; private set; } = materialize is null;

    public override bool IsVersioned => store.Supplier is VersionedStoreSupplier;

    public override IReadOnlyList<string> RequireStores()
    {
        Materialize();
        return [store.Name];
    }

    public override TableView<TKey, TValue> CreateView(TaskContext context, string node) =>
        new StoreView<TKey, TValue>(TableStore.Create<TKey, TValue>(context, node, store));

    /// <summary>Creates the store of one task.</summary>
    public TableStore<TKey, TValue> CreateStore(TaskContext context, string node) => TableStore.Create<TKey, TValue>(context, node, store);

    protected override bool CanSendOldValues(bool mayMaterialize)
    {
        if (mayMaterialize)
        {
            Materialize();
        }

        return IsMaterialized;
    }

    private void Materialize()
    {
        if (!IsMaterialized)
        {
            materialize!();
            IsMaterialized = true;
        }
    }
}
