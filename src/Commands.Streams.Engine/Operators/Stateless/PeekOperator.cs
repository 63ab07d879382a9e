using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Passes each record to an action, and forwards it unchanged.</summary>
internal sealed class PeekOperator<TKey, TValue>(string name, Action<TKey, TValue> action) : OperatorNode<TKey, TValue, TKey, TValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record)
    {
        action(record.Key, record.Value);
        Forward(in record);
    }
}
