using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>The base of operators: a node that receives records and forwards records.</summary>
internal abstract class OperatorNode<TKeyIn, TValueIn, TKeyOut, TValueOut>(string name) : ReceivingNode<TKeyIn, TValueIn>(name)
{
    protected Outlet<TKeyOut, TValueOut> Outlet { get; } = new();

    public sealed override void AddChild(ProcessorNode child) => Outlet.Add(this, child);

    protected void Forward(in Record<TKeyOut, TValueOut> record) => Outlet.Send(in record);
}
