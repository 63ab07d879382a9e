using Commands.Streams.Operators.Tables;
using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Windowing;

/// <summary>The rows of an aggregation by sessions, in a session store.</summary>
/// <param name="store">The store.</param>
/// <param name="closesAfter">How long after its end a session takes records, in milliseconds: the gap and the grace.</param>
internal sealed class SessionRows<TKey, TValue>(StoreBuilder store, long closesAfter) : TableRows<Windowed<TKey>, TValue>
{
    public override long? ClosesAfter => closesAfter;

    public override IReadOnlyList<string> RequireStores() => [store.Name];

    public override TableView<Windowed<TKey>, TValue> CreateView(TaskContext context, string node) => new View(CreateStore(context, node));

    /// <summary>Creates what writes results to the store, and forwards them.</summary>
    public SessionResults<TKey, TValue> CreateResults(
        TaskContext context, string node, bool isOnClose, Outlet<Windowed<TKey>, Change<TValue>> outlet) =>
        new(context, CreateStore(context, node), context.Stores.Find(store.Name)!, outlet, SendsOldValues, isOnClose);

    public override long WindowEnd(Windowed<TKey> key) => key.Window.End;

    protected override bool CanSendOldValues(bool mayMaterialize) => true;

    private SessionStore<TKey, TValue> CreateStore(TaskContext context, string node) =>
        NodeStores.Find<SessionStore<TKey, TValue>>(context, node, store.Name);

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
