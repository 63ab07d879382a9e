using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Tables;

/// <summary>Applies a function to the rows of a table as they change.</summary>
/// <param name="name">The node's name.</param>
/// <param name="rows">The resulting rows.</param>
/// <param name="isFilter">True if a change between two values that do not pass is no change.</param>
internal sealed class DerivedTableOperator<TKey, TIn, TOut>(string name, DerivedRows<TKey, TIn, TOut> rows, bool isFilter)
    : OperatorNode<TKey, Change<TIn>, TKey, Change<TOut>>(name)
{
    private TableStore<TKey, TOut>? _store;
    private TableForwarder<TKey, TOut>? _forwarder;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = rows.CreateStore(context, Name);
        _forwarder = _store is null ? null : new TableForwarder<TKey, TOut>(Outlet, _store, rows.SendsOldValues);
    }

    protected override void Process(in Record<TKey, Change<TIn>> record)
    {
        var newValue = rows.Compute(record.Key, record.Value.New);
        var oldValue = rows.SendsOldValues ? OldValue(in record) : default;
        if (isFilter && rows.SendsOldValues && !rows.IsParentVersioned && newValue is null && oldValue is null)
        {
            return;
        }

        if (_store is null)
        {
            Forward(record.WithValue(new Change<TOut>(newValue, oldValue, record.Value.IsLatest)));
            return;
        }

        var result = _store.Put(record.Key, newValue, record.Timestamp);
        if (result != PutResult.Refused)
        {
            var change = new Change<TOut>(newValue, oldValue, result == PutResult.Latest);
            _forwarder!.Forward(record.Key, in change, record.Timestamp, record.Headers);
        }
    }

    private TOut? OldValue(in Record<TKey, Change<TIn>> record)
    {
        if (_store is null)
        {
            return rows.Compute(record.Key, record.Value.Old);
        }

        return _store.TryGet(record.Key, out var row) ? row.Value : default;
    }
}
