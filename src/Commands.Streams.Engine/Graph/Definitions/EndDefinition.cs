using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A node that ends a stream without writing it.</summary>
internal sealed class EndDefinition<TKey, TValue>(
    string name, IReadOnlyList<string> parents, Func<NodeBuildContext, ProcessorNode> create, Action<GraphProblems>? check = null)
    : NodeDefinition(name, parents)
{
    public EndDefinition(string name, IReadOnlyList<string> parents, Func<ProcessorNode> create)
        : this(name, parents, _ => create())
    {
    }

    public override (Type Key, Type Value)? Input => (typeof(TKey), typeof(TValue));

    public override bool MayUseStores => true;

    public override ProcessorNode CreateNode(NodeBuildContext context) => create(context);

    public override void AddProblems(GraphProblems problems) => check?.Invoke(problems);
}
