using Commands.Streams.Processing;

namespace Commands.Streams.Graph;

/// <summary>A node that ends a stream without writing it anywhere.</summary>
internal sealed class EndDefinition<TKey, TValue>(string name, IReadOnlyList<string> parents, Func<ProcessorNode> create)
    : NodeDefinition(name, parents)
{
    public override (Type Key, Type Value)? Input => (typeof(TKey), typeof(TValue));

    public override ProcessorNode CreateNode(NodeBuildContext context) => create();
}
