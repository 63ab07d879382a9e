using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Tables;

/// <summary>
/// Forwards the changes of a table that keeps its rows: when they are put, or, if the store is cached, when it is flushed.
/// </summary>
internal sealed class TableForwarder<TKey, TValue>
{
    private readonly Outlet<TKey, Change<TValue>> _outlet;
    private readonly bool _sendsOldValues;
    private readonly bool _isCached;

    public TableForwarder(Outlet<TKey, Change<TValue>> outlet, TableStore<TKey, TValue> store, bool sendsOldValues)
    {
        (_outlet, _sendsOldValues, _isCached) = (outlet, sendsOldValues, store.IsCached);
        store.OnFlush(sendsOldValues, Send);
    }

    /// <summary>Forwards a change that has just been put, unless the flush will.</summary>
    public void Forward(TKey key, in Change<TValue> change, long timestamp, Headers headers)
    {
        if (!_isCached)
        {
            Send(key, _sendsOldValues ? change : new Change<TValue>(change.New, default, change.IsLatest), timestamp, headers);
        }
    }

    private void Send(TKey key, in Change<TValue> change, long timestamp, Headers headers) =>
        _outlet.Send(new Record<TKey, Change<TValue>>(key, change, timestamp, headers));
}
