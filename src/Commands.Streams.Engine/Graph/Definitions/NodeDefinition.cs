using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>The definition of a node in a topology; each task creates its own <see cref="ProcessorNode"/> from it.</summary>
internal abstract class NodeDefinition(string name, IReadOnlyList<string> parents)
{
    private readonly List<string> _stores = [];

    public string Name { get; } = name;

    /// <summary>The names of the parent nodes, in the given order.</summary>
    public IReadOnlyList<string> Parents { get; } = parents;

    /// <summary>The types of the incoming key and value; null for sources.</summary>
    public virtual (Type Key, Type Value)? Input => null;

    /// <summary>The types of the outgoing key and value; null for nodes that end a stream.</summary>
    public virtual (Type Key, Type Value)? Output => null;

    /// <summary>The names of the state stores the node uses.</summary>
    public IReadOnlyList<string> Stores => _stores;

    /// <summary><see langword="true"/> if stores can be connected to the node; otherwise <see langword="false"/>.</summary>
    public virtual bool MayUseStores => false;

    /// <summary>Lets the node use a store.</summary>
    public void Connect(string store)
    {
        if (!_stores.Contains(store))
        {
            _stores.Add(store);
        }
    }

    public abstract ProcessorNode CreateNode(NodeBuildContext context);

    /// <summary>Adds the problems of this node.</summary>
    public virtual void AddProblems(GraphProblems problems)
    {
    }
}

/// <summary>The context for creating a node from its definition.</summary>
internal sealed record NodeBuildContext(SerdeRegistry Serdes, TopicNaming Topics);
