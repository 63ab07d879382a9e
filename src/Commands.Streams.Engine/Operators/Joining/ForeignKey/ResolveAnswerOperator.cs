using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>Joins answers with the left rows that asked. Answers to an earlier value of a row are left out: another one follows.</summary>
/// <param name="name">The node's name.</param>
/// <param name="rows">The left table.</param>
/// <param name="joiner">Computes results.</param>
/// <param name="isLeft">True if left rows without a right row have a result.</param>
/// <param name="hasher">Hashes left values.</param>
internal sealed class ResolveAnswerOperator<TKey, TValue, TRight, TResult>(
    string name, TableRows<TKey, TValue> rows, Joiner<TKey, TValue, TRight, TResult> joiner, bool isLeft, ValueHasher<TValue> hasher)
    : OperatorNode<TKey, Answer<TRight>, TKey, TResult>(name)
{
    private TableView<TKey, TValue> _rows = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _rows = rows.CreateView(context, Name);
    }

    protected override void Process(in Record<TKey, Answer<TRight>> record)
    {
        var answer = record.Value;
        var isFound = _rows.TryGet(record.Key, out var row);
        if (answer.Hash != (isFound ? hasher.Hash(row.Value) : default))
        {
            Context.Drop(Name, DropReason.OutdatedAnswer, Context.Input);
            return;
        }

        var hasResult = isFound && (isLeft || answer.Value is not null);
        Forward(record.WithValue(hasResult ? joiner(record.Key, row.Value, answer.Value) : default!));
    }
}
