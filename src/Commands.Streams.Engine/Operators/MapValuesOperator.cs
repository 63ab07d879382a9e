using Commands.Streams.Processing;
using Commands.Streams.Records;

namespace Commands.Streams.Operators;

/// <summary>Replaces the value.</summary>
internal sealed class MapValuesOperator<TKey, TValue, TNewValue>(string name, Func<TKey, TValue, TNewValue> mapper)
    : OperatorNode<TKey, TValue, TKey, TNewValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record) => Forward(record.WithValue(mapper(record.Key, record.Value)));
}
