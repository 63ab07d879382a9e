using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Windowing;

/// <summary>
/// Writes the results of windows to their store and forwards them: each, or the last before a flush if the store is cached; or, if results are emitted when
/// windows close, each window once.
/// </summary>
internal sealed class WindowResults<TKey, TValue>
{
    private readonly WindowStoreBase<TKey, ValueAndTimestamp<TValue>> _store;
    private readonly Outlet<Windowed<TKey>, Change<TValue>> _outlet;
    private readonly bool _sendsOldValues;
    private readonly bool _forwardsUpdates;

    public WindowResults(
        TaskContext context,
        WindowStoreBase<TKey, ValueAndTimestamp<TValue>> store,
        TaskStore taskStore,
        Outlet<Windowed<TKey>, Change<TValue>> outlet,
        bool sendsOldValues,
        bool isOnClose)
    {
        (_store, _outlet, _sendsOldValues) = (store, outlet, sendsOldValues);
        _forwardsUpdates = !isOnClose && !taskStore.Builder.IsCached;
        if (taskStore.Builder.IsCached && !isOnClose)
        {
            taskStore.Staged.Listener = new TimestampedFlushListener<Windowed<TKey>, TValue>(
                context, store, sendsOldValues, Send);
        }
    }

    public WindowStoreBase<TKey, ValueAndTimestamp<TValue>> Store => _store;

    /// <summary>Sets the result of a window.</summary>
    /// <param name="record">The record that changed it, for its headers.</param>
    /// <param name="key">The key.</param>
    /// <param name="window">The window.</param>
    /// <param name="change">The change.</param>
    /// <param name="timestamp">The result's timestamp.</param>
    public void Put<TInput>(in Record<TKey, TInput> record, TKey key, Window window, in Change<TValue> change, long timestamp)
    {
        _store.Put(key, new ValueAndTimestamp<TValue>(change.New!, timestamp), window.Start);
        if (_forwardsUpdates)
        {
            var sent = _sendsOldValues ? change : new Change<TValue>(change.New, default);
            Send(new Windowed<TKey>(key, window), in sent, timestamp, record.Headers);
        }
    }

    /// <summary>Forwards the results of windows that have closed, by window start and key.</summary>
    /// <param name="from">The smallest start.</param>
    /// <param name="to">The largest start.</param>
    /// <param name="headers">Those of the record that closed them.</param>
    public void EmitClosed(long from, long to, Headers headers)
    {
        using var cursor = _store.ScanClosed(from, to);
        while (cursor.MoveNext())
        {
            var row = cursor.Value;
            Send(new Windowed<TKey>(cursor.Key, _store.WindowAt(cursor.Time)), new Change<TValue>(row.Value, default), row.Timestamp, headers);
        }
    }

    private void Send(Windowed<TKey> key, in Change<TValue> change, long timestamp, Headers headers) =>
        _outlet.Send(new Record<Windowed<TKey>, Change<TValue>>(key, change, timestamp, headers));
}
