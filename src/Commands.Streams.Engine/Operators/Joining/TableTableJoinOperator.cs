using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining;

/// <summary>Joins the changes of one table with the rows of another.</summary>
/// <param name="name">The node's name.</param>
/// <param name="others">The rows of the other table.</param>
/// <param name="results">The resulting rows, which know whether old results are wanted.</param>
/// <param name="rules">Which rows a result needs, seen from this table.</param>
/// <param name="joiner">Computes results, this table's value first.</param>
internal sealed class TableTableJoinOperator<TKey, TThis, TOther, TResult>(
    string name, TableRows<TKey, TOther> others, TableRows<TKey, TResult> results, TableJoinRules rules, Joiner<TKey, TThis, TOther, TResult> joiner)
    : OperatorNode<TKey, Change<TThis>, TKey, Change<TResult>>(name)
{
    private TableView<TKey, TOther> _others = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _others = others.CreateView(context, Name);
    }

    protected override void Process(in Record<TKey, Change<TThis>> record)
    {
        if (record.Key is null)
        {
            Context.Drop(Name, DropReason.NullKey, Context.Input);
            return;
        }

        var change = record.Value;
        if (!change.IsLatest)
        {
            Context.Drop(Name, DropReason.OldVersion, Context.Input);
            return;
        }

        var hasOther = _others.TryGet(record.Key, out var other);
        if (!hasOther && (rules.NeedsOther || change is { New: null, Old: null }))
        {
            return;
        }

        var result = Join(record.Key, change.New, hasOther, in other);
        var oldResult = results.SendsOldValues ? Join(record.Key, change.Old, hasOther, in other) : default;
        var timestamp = hasOther ? Math.Max(record.Timestamp, other.Timestamp) : record.Timestamp;
        Forward(new Record<TKey, Change<TResult>>(record.Key, new Change<TResult>(result, oldResult, change.IsLatest), timestamp, record.Headers));
    }

    private TResult? Join(TKey key, TThis? value, bool hasOther, in ValueAndTimestamp<TOther> other) =>
        rules.HasResult(value is not null, hasOther) ? joiner(key, value, hasOther ? other.Value : default) : default;
}
