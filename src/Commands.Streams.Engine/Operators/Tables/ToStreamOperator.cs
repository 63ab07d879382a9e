using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Tables;

/// <summary>Turns the changes of a table into records of a stream; null says that a row was deleted.</summary>
internal sealed class ToStreamOperator<TKey, TValue>(string name) : OperatorNode<TKey, Change<TValue>, TKey, TValue>(name)
{
    protected override void Process(in Record<TKey, Change<TValue>> record) => Forward(record.WithValue(record.Value.New!));
}
