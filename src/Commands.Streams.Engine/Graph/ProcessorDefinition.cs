using Commands.Streams.Processing;

namespace Commands.Streams.Graph;

/// <summary>A node between sources and sinks: an operator, or a processor of the user's.</summary>
internal sealed class ProcessorDefinition<TKeyIn, TValueIn, TKeyOut, TValueOut>(
    string name, IReadOnlyList<string> parents, Func<ProcessorNode> create) : NodeDefinition(name, parents)
{
    public override (Type Key, Type Value)? Input => (typeof(TKeyIn), typeof(TValueIn));

    public override (Type Key, Type Value)? Output => (typeof(TKeyOut), typeof(TValueOut));

    public override ProcessorNode CreateNode(NodeBuildContext context) => create();
}
