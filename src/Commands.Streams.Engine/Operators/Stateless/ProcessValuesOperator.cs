using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Runs a user-defined processor that cannot change the key, one instance per task.</summary>
internal sealed class ProcessValuesOperator<TKey, TValueIn, TValueOut>(string name, IFixedKeyProcessor<TKey, TValueIn, TValueOut> processor)
    : OperatorNode<TKey, TValueIn, TKey, TValueOut>(name)
{
    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        processor.Init(new ForwardingContext(context, Name, Outlet));
    }

    public override void Close() => processor.Close();

    protected override void Process(in Record<TKey, TValueIn> record) => processor.Process(new FixedKeyRecord<TKey, TValueIn>(in record));

    private sealed class ForwardingContext(TaskContext context, string node, Outlet<TKey, TValueOut> outlet)
        : FixedKeyProcessorContext<TKey, TValueOut>(new NodeContext(context, node))
    {
        public override void Forward(in FixedKeyRecord<TKey, TValueOut> record) => outlet.Send(in record.Inner);

        public override void Forward(in FixedKeyRecord<TKey, TValueOut> record, string childName) => outlet.Send(in record.Inner, Node.Node, childName);
    }
}
