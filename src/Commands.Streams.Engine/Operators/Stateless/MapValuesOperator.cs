using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Replaces the value.</summary>
internal sealed class MapValuesOperator<TKey, TValue, TNewValue>(string name, Func<TKey, TValue, TNewValue> mapper)
    : OperatorNode<TKey, TValue, TKey, TNewValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record) => Forward(record.WithValue(mapper(record.Key, record.Value)));
}
