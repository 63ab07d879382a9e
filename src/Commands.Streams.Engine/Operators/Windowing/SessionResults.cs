using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Windowing;

/// <summary>
/// Writes the results of sessions to their store and forwards them, each with the end of its session as the timestamp: each, or the last before a flush if the
/// store is cached; or, if results are emitted when sessions close, each session once.
/// </summary>
internal sealed class SessionResults<TKey, TValue> : IFlushListener
{
    private readonly ActingRecord _origin;
    private readonly Outlet<Windowed<TKey>, Change<TValue>> _outlet;
    private readonly bool _sendsOldValues;
    private readonly bool _forwardsUpdates;

    public SessionResults(
        TaskContext context,
        SessionStore<TKey, TValue> store,
        TaskStore taskStore,
        Outlet<Windowed<TKey>, Change<TValue>> outlet,
        bool sendsOldValues,
        bool isOnClose)
    {
        (_origin, Store, _outlet, _sendsOldValues) = (new ActingRecord(context), store, outlet, sendsOldValues);
        _forwardsUpdates = !isOnClose && !taskStore.Builder.IsCached;
        if (taskStore.Builder.IsCached && !isOnClose)
        {
            taskStore.Staged.Listener = this;
        }
    }

    public SessionStore<TKey, TValue> Store { get; }

    bool IFlushListener.NeedsOldValue => _sendsOldValues;

    /// <summary>Sets the aggregate of a session. As in Kafka Streams, nobody learns what it was before.</summary>
    public void Put(in Windowed<TKey> session, TValue aggregate)
    {
        Store.Put(session, aggregate);
        ForwardUpdate(in session, new Change<TValue>(aggregate, default));
    }

    /// <summary>Removes a session that has become a part of another.</summary>
    public void Remove(in Windowed<TKey> session, TValue aggregate)
    {
        Store.Remove(session);
        ForwardUpdate(in session, new Change<TValue>(default, _sendsOldValues ? aggregate : default));
    }

    /// <summary>Forwards the results of sessions that have closed, by end and key.</summary>
    /// <param name="from">The smallest end.</param>
    /// <param name="to">The largest end.</param>
    /// <param name="headers">Those of the record that closed them.</param>
    public void EmitClosed(long from, long to, Headers headers)
    {
        using var cursor = Store.ScanByEnd(from, to, includesHidden: true);
        while (cursor.MoveNext())
        {
            var session = new Windowed<TKey>(cursor.Key, new Window(cursor.SessionStart, cursor.Time));
            Send(in session, new Change<TValue>(cursor.Value, default), headers);
        }
    }

    void IFlushListener.OnFlushed(
        ReadOnlySpan<byte> key, bool hasOld, ReadOnlySpan<byte> old, bool hasValue, ReadOnlySpan<byte> value, in EntryInfo info)
    {
        var session = Store.ReadKey(key);
        var change = new Change<TValue>(
            hasValue ? Store.ReadValue(value) : default, _sendsOldValues && hasOld ? Store.ReadValue(old) : default);
        _origin.Begin(in info);
        try
        {
            Send(in session, change, info.Headers);
        }
        finally
        {
            _origin.End();
        }
    }

    private void ForwardUpdate(in Windowed<TKey> session, Change<TValue> change)
    {
        if (_forwardsUpdates)
        {
            Send(in session, change, Headers.Empty);
        }
    }

    private void Send(in Windowed<TKey> session, Change<TValue> change, Headers headers) =>
        _outlet.Send(new Record<Windowed<TKey>, Change<TValue>>(session, change, session.Window.End, headers));
}
