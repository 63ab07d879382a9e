using Commands.Streams.Operators.Tables;
using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Windowing;

/// <summary>The rows of an aggregation by sessions, in a session store.</summary>
/// <param name="store">The store.</param>
/// <param name="closesAfter">How long after its end a session takes records, in milliseconds: the gap and the grace.</param>
internal sealed class SessionRows<TKey, TValue>(StoreBuilder store, long closesAfter)
    : StoredWindowRows<TKey, TValue, SessionStore<TKey, TValue>>(store, closesAfter)
{
    /// <summary>Creates what writes results to the store, and forwards them.</summary>
    public SessionResults<TKey, TValue> CreateResults(
        TaskContext context, string node, bool isOnClose, Outlet<Windowed<TKey>, Change<TValue>> outlet) =>
        new(context, FindStore(context, node), FindTaskStore(context), outlet, SendsOldValues, isOnClose);

    protected override TableView<Windowed<TKey>, TValue> CreateView(SessionStore<TKey, TValue> taskStore) => new View(taskStore);

    private sealed class View(SessionStore<TKey, TValue> store) : TableView<Windowed<TKey>, TValue>
    {
        public override bool TryGet(Windowed<TKey> key, out ValueAndTimestamp<TValue> row)
        {
            var isFound = store.TryFetchSession(key.Key, key.Window.Start, key.Window.End, out var aggregate);
            row = new ValueAndTimestamp<TValue>(aggregate!, key.Window.End);
            return isFound;
        }
    }
}
