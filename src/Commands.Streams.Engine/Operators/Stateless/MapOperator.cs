using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Replaces key and value.</summary>
internal sealed class MapOperator<TKey, TValue, TNewKey, TNewValue>(string name, Func<TKey, TValue, (TNewKey Key, TNewValue Value)> mapper)
    : OperatorNode<TKey, TValue, TNewKey, TNewValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record)
    {
        var (key, value) = mapper(record.Key, record.Value);
        Forward(new Record<TNewKey, TNewValue>(key, value, record.Timestamp, record.Headers));
    }
}
