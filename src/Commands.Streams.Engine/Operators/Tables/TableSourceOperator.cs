using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Tables;

/// <summary>Makes a stream a table: each record sets the row of its key, or deletes it. Rows are kept only if somebody needs them.</summary>
internal sealed class TableSourceOperator<TKey, TValue>(string name, StoredRows<TKey, TValue> rows)
    : OperatorNode<TKey, TValue, TKey, Change<TValue>>(name)
{
    private TableStore<TKey, TValue>? _store;
    private TableForwarder<TKey, TValue>? _forwarder;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        if (rows.IsMaterialized)
        {
            _store = rows.CreateStore(context, Name);
            _forwarder = new TableForwarder<TKey, TValue>(Outlet, _store, rows.SendsOldValues);
        }
    }

    protected override void Process(in Record<TKey, TValue> record)
    {
        if (record.Key is null)
        {
            Context.Drop(Name, DropReason.NullKey, Context.Input);
            return;
        }

        if (_store is null)
        {
            Forward(record.WithValue(new Change<TValue>(record.Value, default)));
            return;
        }

        var old = rows.SendsOldValues && !_store.IsCached && _store.TryGet(record.Key, out var row) ? row.Value : default;
        var result = _store.Put(record.Key, record.Value, record.Timestamp);
        if (result != PutResult.Refused)
        {
            var change = new Change<TValue>(record.Value, old, result == PutResult.Latest);
            _forwarder!.Forward(record.Key, in change, record.Timestamp, record.Headers);
        }
    }
}
