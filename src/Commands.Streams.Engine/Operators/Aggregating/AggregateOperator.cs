using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Aggregating;

/// <summary>Aggregates the records of each key of a stream.</summary>
internal sealed class AggregateOperator<TKey, TValue, TAggregate>(
    string name, StoredRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> aggregation)
    : OperatorNode<TKey, TValue, TKey, Change<TAggregate>>(name)
{
    private TableStore<TKey, TAggregate> _store = null!;
    private TableForwarder<TKey, TAggregate> _forwarder = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = rows.CreateStore(context, Name);
        _forwarder = new TableForwarder<TKey, TAggregate>(Outlet, _store, rows.SendsOldValues);
    }

    protected override void Process(in Record<TKey, TValue> record)
    {
        if (record.Key is null || record.Value is null)
        {
            Context.Drop(Name, record.Key is null ? DropReason.NullKey : DropReason.NullValue, Context.Input);
            return;
        }

        var timestamp = record.Timestamp;
        TAggregate old;
        if (_store.TryGet(record.Key, out var row))
        {
            old = row.Value;
            timestamp = Math.Max(timestamp, row.Timestamp);
        }
        else
        {
            old = aggregation.Initializer();
        }

        var aggregate = aggregation.Aggregator(record.Key, record.Value, old);
        var result = _store.Put(record.Key, aggregate, timestamp);
        if (result != PutResult.Refused)
        {
            var change = new Change<TAggregate>(aggregate, old, result == PutResult.Latest);
            _forwarder.Forward(record.Key, in change, timestamp, record.Headers);
        }
    }
}
