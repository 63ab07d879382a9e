using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining;

/// <summary>Joins the records of a stream with the rows of a table, at once or when a time of grace is over.</summary>
/// <param name="name">The node's name.</param>
/// <param name="rows">The table.</param>
/// <param name="joiner">Computes results.</param>
/// <param name="isLeft">True if a record without a row leads to a result.</param>
/// <param name="createBuffer">Finds the buffer of records that wait; null if none do.</param>
internal sealed class StreamTableJoinOperator<TKey, TValue, TTable, TResult>(
    string name,
    TableRows<TKey, TTable> rows,
    Joiner<TKey, TValue, TTable, TResult> joiner,
    bool isLeft,
    Func<TaskContext, string, JoinBuffer<TKey, TValue>>? createBuffer) : OperatorNode<TKey, TValue, TKey, TResult>(name)
{
    private TableJoin<TKey, TValue, TTable, TResult> _join = null!;
    private JoinBuffer<TKey, TValue>? _buffer;
    private ActingRecord _origin = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _join = new TableJoin<TKey, TValue, TTable, TResult>(rows.CreateView(context, Name), rows.IsVersioned, joiner, isLeft, Outlet);
        _buffer = createBuffer?.Invoke(context, Name);
        _buffer?.Load();
        _origin = new ActingRecord(context);
    }

    protected override void Process(in Record<TKey, TValue> record)
    {
        if (record.Value is null || (record.Key is null && !isLeft))
        {
            Context.Drop(Name, record.Key is null ? DropReason.NullKey : DropReason.NullValue, Context.Input);
            return;
        }

        // A record without a key has no row to wait for.
        if (_buffer is null || record.Key is null || !_buffer.TryAdd(in record, Context.Input))
        {
            _join.Join(in record);
        }

        while (_buffer?.TryTake(out var waited, out var origin) is true)
        {
            _origin.Begin(in origin);
            try
            {
                _join.Join(in waited);
            }
            finally
            {
                _origin.End();
            }
        }
    }
}
