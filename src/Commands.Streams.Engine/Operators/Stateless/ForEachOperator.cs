using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Passes each record to an action; the end of a stream.</summary>
internal sealed class ForEachOperator<TKey, TValue>(string name, Action<TKey, TValue> action) : ReceivingNode<TKey, TValue>(name)
{
    public override void AddChild(ProcessorNode child) =>
        throw new InvalidOperationException($"Node '{Name}' ends its stream, so '{child.Name}' cannot be below it.");

    protected override void Process(in Record<TKey, TValue> record) => action(record.Key, record.Value);
}
