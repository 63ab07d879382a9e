using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Forwards every record; used where streams merge, and for branches.</summary>
internal sealed class PassThroughOperator<TKey, TValue>(string name) : OperatorNode<TKey, TValue, TKey, TValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record) => Forward(in record);
}
