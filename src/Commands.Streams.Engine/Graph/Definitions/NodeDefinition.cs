using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A node as the topology describes it; each task makes a <see cref="ProcessorNode"/> of its own from it.</summary>
internal abstract class NodeDefinition(string name, IReadOnlyList<string> parents)
{
    public string Name { get; } = name;

    /// <summary>The names of the nodes above, in the order given.</summary>
    public IReadOnlyList<string> Parents { get; } = parents;

    /// <summary>The types of key and value that come in; null for sources.</summary>
    public virtual (Type Key, Type Value)? Input => null;

    /// <summary>The types of key and value that go out; null for nodes that end a stream.</summary>
    public virtual (Type Key, Type Value)? Output => null;

    /// <summary>The state stores the node uses.</summary>
    public virtual IReadOnlyList<string> Stores => [];

    public abstract ProcessorNode CreateNode(NodeBuildContext context);

    /// <summary>Adds what is wrong with the node by itself.</summary>
    public virtual void AddProblems(GraphProblems problems)
    {
    }
}
