using Commands.Streams.Operators.Tables;
using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Windowing;

/// <summary>The rows of a windowed aggregation, in a window store.</summary>
/// <param name="store">The store.</param>
/// <param name="closesAfter">How long after its end a window takes records, in milliseconds.</param>
internal sealed class WindowedRows<TKey, TValue>(StoreBuilder store, long closesAfter) : TableRows<Windowed<TKey>, TValue>
{
    public override long? ClosesAfter => closesAfter;

    public override IReadOnlyList<string> RequireStores() => [store.Name];

    public override TableView<Windowed<TKey>, TValue> CreateView(TaskContext context, string node) => new View(CreateStore(context, node));

    /// <summary>Creates what writes results to the store, and forwards them.</summary>
    public WindowResults<TKey, TValue> CreateResults(
        TaskContext context, string node, bool isOnClose, Outlet<Windowed<TKey>, Change<TValue>> outlet) =>
        new(context, CreateStore(context, node), context.Stores.Find(store.Name)!, outlet, SendsOldValues, isOnClose);

    public override long WindowEnd(Windowed<TKey> key) => key.Window.End;

    protected override bool CanSendOldValues(bool mayMaterialize) => true;

    private TimestampedWindowStore<TKey, TValue> CreateStore(TaskContext context, string node) =>
        NodeStores.Find<TimestampedWindowStore<TKey, TValue>>(context, node, store.Name);

    private sealed class View(TimestampedWindowStore<TKey, TValue> store) : TableView<Windowed<TKey>, TValue>
    {
        public override bool TryGet(Windowed<TKey> key, out ValueAndTimestamp<TValue> row) => store.TryFetch(key.Key, key.Window.Start, out row);
    }
}
