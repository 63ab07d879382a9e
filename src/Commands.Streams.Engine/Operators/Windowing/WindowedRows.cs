using Commands.Streams.Operators.Tables;
using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Windowing;

/// <summary>The rows of a windowed aggregation, in a window store.</summary>
/// <param name="store">The store.</param>
/// <param name="closesAfter">How long after its end a window takes records, in milliseconds.</param>
internal sealed class WindowedRows<TKey, TValue>(StoreBuilder store, long closesAfter)
    : StoredWindowRows<TKey, TValue, TimestampedWindowStore<TKey, TValue>>(store, closesAfter)
{
    /// <summary>Creates what writes results to the store, and forwards them.</summary>
    public WindowResults<TKey, TValue> CreateResults(
        TaskContext context, string node, bool isOnClose, Outlet<Windowed<TKey>, Change<TValue>> outlet) =>
        new(context, FindStore(context, node), FindTaskStore(context), outlet, SendsOldValues, isOnClose);

    protected override TableView<Windowed<TKey>, TValue> CreateView(TimestampedWindowStore<TKey, TValue> taskStore) => new View(taskStore);

    private sealed class View(TimestampedWindowStore<TKey, TValue> store) : TableView<Windowed<TKey>, TValue>
    {
        public override bool TryGet(Windowed<TKey> key, out ValueAndTimestamp<TValue> row) => store.TryFetch(key.Key, key.Window.Start, out row);
    }
}
