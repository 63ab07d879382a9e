using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Aggregating;

/// <summary>Aggregates the rows of each group of a table: takes the old value of a changed row out first, then puts the new one in.</summary>
internal sealed class TableAggregateOperator<TKey, TValue, TAggregate>(
    string name, StoredRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> adding, Func<TKey, TValue, TAggregate, TAggregate> subtractor)
    : OperatorNode<TKey, Change<TValue>, TKey, Change<TAggregate>>(name)
{
    private TableStore<TKey, TAggregate> _store = null!;
    private TableForwarder<TKey, TAggregate> _forwarder = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = rows.CreateStore(context, Name);
        _forwarder = new TableForwarder<TKey, TAggregate>(Outlet, _store, rows.SendsOldValues);
    }

    protected override void Process(in Record<TKey, Change<TValue>> record)
    {
        if (record.Key is null)
        {
            throw new InvalidOperationException($"Node '{Name}' aggregates a table and received a record without a key. Only such a table's own records may.");
        }

        var hasRow = _store.TryGet(record.Key, out var row);
        var old = hasRow ? row.Value : default;
        var aggregate = old;
        if (hasRow && record.Value.Old is { } gone)
        {
            aggregate = subtractor(record.Key, gone, old!);
        }

        if (record.Value.New is { } added)
        {
            aggregate = adding.Aggregator(record.Key, added, aggregate is null ? adding.Initializer() : aggregate);
        }

        var isChanged = record.Value.New is not null || record.Value.Old is not null;
        var timestamp = hasRow && isChanged ? Math.Max(record.Timestamp, row.Timestamp) : record.Timestamp;
        var result = _store.Put(record.Key, aggregate, timestamp);
        if (result != PutResult.Refused)
        {
            var change = new Change<TAggregate>(aggregate, old, result == PutResult.Latest);
            _forwarder.Forward(record.Key, in change, timestamp, record.Headers);
        }
    }
}
