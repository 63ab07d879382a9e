using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Runs a user-defined processor, one instance per task.</summary>
internal sealed class ProcessOperator<TKeyIn, TValueIn, TKeyOut, TValueOut>(string name, IProcessor<TKeyIn, TValueIn, TKeyOut, TValueOut> processor)
    : OperatorNode<TKeyIn, TValueIn, TKeyOut, TValueOut>(name)
{
    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        processor.Init(new ForwardingContext(context, Name, Outlet));
    }

    public override void Close() => processor.Close();

    protected override void Process(in Record<TKeyIn, TValueIn> record) => processor.Process(in record);

    private sealed class ForwardingContext(TaskContext context, string node, Outlet<TKeyOut, TValueOut> outlet)
        : ProcessorContext<TKeyOut, TValueOut>(new NodeContext(context, node))
    {
        public override void Forward(in Record<TKeyOut, TValueOut> record) => outlet.Send(in record);

        public override void Forward(in Record<TKeyOut, TValueOut> record, string childName) => outlet.Send(in record, Node.Node, childName);
    }
}
