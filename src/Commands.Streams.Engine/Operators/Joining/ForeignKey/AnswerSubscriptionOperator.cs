using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>Answers a subscription with the right row as it is now.</summary>
/// <param name="name">The node's name.</param>
/// <param name="rows">The right table.</param>
internal sealed class AnswerSubscriptionOperator<TForeign, TKey, TRight>(string name, TableRows<TForeign, TRight> rows)
    : OperatorNode<TForeign, Subscription<TKey>, TKey, Answer<TRight>>(name)
{
    private TableView<TForeign, TRight> _rows = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _rows = rows.CreateView(context, Name);
    }

    protected override void Process(in Record<TForeign, Subscription<TKey>> record)
    {
        var subscription = record.Value;
        if (subscription.Instruction == Instruction.Delete)
        {
            return;
        }

        ValueAndTimestamp<TRight> row = default;
        var isFound = record.Key is not null && _rows.TryGet(record.Key, out row);
        if (subscription.Instruction == Instruction.AnswerIfFound && !isFound)
        {
            return;
        }

        var value = isFound && subscription.Instruction != Instruction.DeleteAndAnswer ? row.Value : default;
        var timestamp = isFound ? Math.Max(record.Timestamp, row.Timestamp) : record.Timestamp;
        Forward(new Record<TKey, Answer<TRight>>(
            subscription.Key, new Answer<TRight>(subscription.Hash, value, subscription.Partition), timestamp, record.Headers));
    }
}
