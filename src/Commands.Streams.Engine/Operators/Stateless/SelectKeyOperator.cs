using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Replaces the key.</summary>
internal sealed class SelectKeyOperator<TKey, TValue, TNewKey>(string name, Func<TKey, TValue, TNewKey> mapper)
    : OperatorNode<TKey, TValue, TNewKey, TValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record) => Forward(record.WithKey(mapper(record.Key, record.Value)));
}
