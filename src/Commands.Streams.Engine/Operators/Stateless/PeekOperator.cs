using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Looks at each record and lets it through.</summary>
internal sealed class PeekOperator<TKey, TValue>(string name, Action<TKey, TValue> action) : OperatorNode<TKey, TValue, TKey, TValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record)
    {
        action(record.Key, record.Value);
        Forward(in record);
    }
}
