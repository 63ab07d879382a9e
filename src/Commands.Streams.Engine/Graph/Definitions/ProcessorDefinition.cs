using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A node between sources and sinks: an operator, or a user-defined processor.</summary>
internal sealed class ProcessorDefinition<TKeyIn, TValueIn, TKeyOut, TValueOut>(
    string name, IReadOnlyList<string> parents, Func<NodeBuildContext, ProcessorNode> create,
    Action<GraphProblems>? check = null) : NodeDefinition(name, parents)
{
    public ProcessorDefinition(string name, IReadOnlyList<string> parents, Func<ProcessorNode> create)
        : this(name, parents, _ => create())
    {
    }

    public override (Type Key, Type Value)? Input => (typeof(TKeyIn), typeof(TValueIn));

    public override (Type Key, Type Value)? Output => (typeof(TKeyOut), typeof(TValueOut));

    public override bool MayUseStores => true;

    public override ProcessorNode CreateNode(NodeBuildContext context) => create(context);

    public override void AddProblems(GraphProblems problems) => check?.Invoke(problems);
}
