using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>A sink for failed input records, written exactly as they were read. Records that did not fail are dropped.</summary>
internal sealed class DeadLetterNode<TKey, TValue>(
    string name, string topic, Func<TValue, Exception?> exceptionOf, Func<RecordContext, RecordContext>? origin) : ReceivingNode<TKey, TValue>(name)
{
    public override void AddChild(ProcessorNode child) =>
        throw new InvalidOperationException($"Dead-letter node '{Name}' cannot have children, so '{child.Name}' cannot be one.");

    protected override void Process(in Record<TKey, TValue> record)
    {
        if (exceptionOf(record.Value) is { } exception)
        {
            var context = Context.CreateRecordContext(record.Timestamp, record.Headers);
            Context.WriteDeadLetter(Name, topic, origin is null ? context : origin(context), exception);
        }
    }
}
