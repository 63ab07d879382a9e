using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining;

/// <summary>Takes the results of both sides of a join of tables, keeps them if they are to be kept, and forwards them.</summary>
/// <param name="name">The node's name.</param>
/// <param name="rows">The resulting rows.</param>
/// <param name="createStore">Finds the store in which results are kept, if they are.</param>
internal sealed class TableMergeOperator<TKey, TValue>(
    string name, TableRows<TKey, TValue> rows, Func<TaskContext, string, TableStore<TKey, TValue>?> createStore)
    : OperatorNode<TKey, Change<TValue>, TKey, Change<TValue>>(name)
{
    private TableStore<TKey, TValue>? _store;
    private TableForwarder<TKey, TValue>? _forwarder;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = createStore(context, Name);
        _forwarder = _store is null ? null : new TableForwarder<TKey, TValue>(Outlet, _store, rows.SendsOldValues);
    }

    protected override void Process(in Record<TKey, Change<TValue>> record)
    {
        if (_store is null)
        {
            Forward(in record);
            return;
        }

        var result = _store.Put(record.Key, record.Value.New, record.Timestamp);
        if (result != PutResult.Refused)
        {
            var change = new Change<TValue>(record.Value.New, record.Value.Old, result == PutResult.Latest);
            _forwarder!.Forward(record.Key, in change, record.Timestamp, record.Headers);
        }
    }
}
