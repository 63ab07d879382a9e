using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Joining;

/// <summary>Joins the records of one side with those of the other side that are in its store.</summary>
/// <param name="name">The node's name.</param>
/// <param name="join">The name that both sides share.</param>
/// <param name="rules">The rules of this side.</param>
/// <param name="otherStore">The store of the other side's records.</param>
/// <param name="joiner">Computes results, this side's value first.</param>
/// <param name="createUnmatched">Finds the records that wait for a match; null if none do.</param>
internal sealed class StreamJoinOperator<TKey, TThis, TOther, TResult>(
    string name,
    string join,
    JoinRules rules,
    string otherStore,
    Joiner<TKey, TThis, TOther, TResult> joiner,
    Func<TaskContext, string, UnmatchedRecords<TKey, TThis, TOther, TResult>>? createUnmatched) : OperatorNode<TKey, TThis, TKey, TResult>(name)
{
    private WindowStore<TKey, TOther> _others = null!;
    private UnmatchedRecords<TKey, TThis, TOther, TResult>? _unmatched;
    private JoinTime _time = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _others = NodeStores.Find<WindowStore<TKey, TOther>>(context, Name, otherStore);
        _time = context.GetOrAddShared("join time of " + join, static () => new JoinTime());
        _unmatched = createUnmatched?.Invoke(context, Name);
    }

    protected override void Process(in Record<TKey, TThis> record)
    {
        _time.Advance(record.Timestamp);
        if (record.Value is null)
        {
            Context.Drop(Name, record.Key is null ? DropReason.NullKey : DropReason.NullValue, Context.Input);
            return;
        }

        if (record.Key is null)
        {
            ProcessWithoutKey(in record);
            return;
        }

        if (record.Timestamp == _time.StreamTime)
        {
            _unmatched?.EmitClosed(Outlet, record.Headers, _time);
        }

        if (!JoinWithOthers(in record) && rules.KeepsUnmatched)
        {
            if (rules.IsTooLateToWait(record.Timestamp, _time.StreamTime))
            {
                ForwardUnmatched(in record);
            }
            else
            {
                _unmatched!.Add(record.Key, record.Timestamp, record.Value, _time);
            }
        }
    }

    private void ProcessWithoutKey(in Record<TKey, TThis> record)
    {
        if (rules.KeepsUnmatched)
        {
            ForwardUnmatched(in record);
        }
        else
        {
            Context.Drop(Name, DropReason.NullKey, Context.Input);
        }
    }

    private bool JoinWithOthers(in Record<TKey, TThis> record)
    {
        var isMatched = false;
        using var others = _others.Scan(record.Key, rules.From(record.Timestamp), rules.To(record.Timestamp));
        while (others.MoveNext())
        {
            isMatched = true;
            var time = others.Time;
            var value = others.Value;
            _unmatched?.Remove(record.Key, time);
            Forward(new Record<TKey, TResult>(
                record.Key, joiner(record.Key, record.Value, value), Math.Max(record.Timestamp, time), record.Headers));
        }

        return isMatched;
    }

    private void ForwardUnmatched(in Record<TKey, TThis> record) => Forward(record.WithValue(joiner(record.Key, record.Value, default)));
}
