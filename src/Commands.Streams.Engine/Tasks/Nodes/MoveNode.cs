using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>A sink that moves input records, exactly as they were read, to another topic that the application reads. Other records are dropped.</summary>
internal sealed class MoveNode<TKey, TValue>(string name, string topic, Func<TValue, bool> predicate) : ReceivingNode<TKey, TValue>(name)
{
    public override void AddChild(ProcessorNode child) =>
        throw new InvalidOperationException($"Move node '{Name}' cannot have children, so '{child.Name}' cannot be one.");

    protected override void Process(in Record<TKey, TValue> record)
    {
        if (predicate(record.Value))
        {
            Context.MoveTo(Name, topic, record.Headers);
        }
    }
}
