using Commands.Streams.Operators.Tables;
using Commands.Streams.State;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Windowing;

/// <summary>The rows of an aggregation by windows or sessions, which a store holds.</summary>
/// <param name="store">The store.</param>
/// <param name="closesAfter">How long after its end a window takes records, in milliseconds.</param>
internal abstract class StoredWindowRows<TKey, TValue, TStore>(StoreBuilder store, long closesAfter) : TableRows<Windowed<TKey>, TValue>
    where TStore : class, IStateStore
{
    public sealed override long? ClosesAfter => closesAfter;

    public sealed override IReadOnlyList<string> RequireStores() => [store.Name];

    public sealed override TableView<Windowed<TKey>, TValue> CreateView(TaskContext context, string node) => CreateView(FindStore(context, node));

    public sealed override long WindowEnd(Windowed<TKey> key) => key.Window.End;

    protected sealed override bool CanSendOldValues(bool mayMaterialize) => true;

    /// <summary>Creates a view of a task's store.</summary>
    protected abstract TableView<Windowed<TKey>, TValue> CreateView(TStore taskStore);

    /// <summary>Finds a task's store as a node uses it.</summary>
    protected TStore FindStore(TaskContext context, string node) => NodeStores.Find<TStore>(context, node, store.Name);

    /// <summary>Finds a task's store as the task manages it.</summary>
    protected TaskStore FindTaskStore(TaskContext context) => context.Stores.Find(store.Name)!;
}
