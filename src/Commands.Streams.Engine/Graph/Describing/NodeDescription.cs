namespace Commands.Streams.Graph.Describing;

/// <summary>A node in the description of a topology.</summary>
public sealed class NodeDescription
{
    private readonly List<NodeDescription> _predecessors = [];
    private readonly List<NodeDescription> _successors = [];

    internal NodeDescription(string name, NodeKind kind, string details)
    {
        Name = name;
        Kind = kind;
        Details = details;
    }

    /// <summary>The node's name.</summary>
    public string Name { get; }

    /// <summary>The kind of the node.</summary>
    public NodeKind Kind { get; }

    /// <summary>The text in brackets after the name: topics, stores, or the sink's topic.</summary>
    public string Details { get; }

    /// <summary>The parent nodes.</summary>
    public IReadOnlyList<NodeDescription> Predecessors => _predecessors;

    /// <summary>The child nodes, in Kafka Streams' printing order, which is not the order in which records pass through them.</summary>
    public IReadOnlyList<NodeDescription> Successors => _successors;

    /// <summary>The number of nodes below that were known when the order was determined, including this one; it determines the printing order.</summary>
    internal int Size { get; private set; } = 1;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = $"{Kind}: {Name} ({Details})";
        if (Kind != NodeKind.Sink)
        {
            text += $"\n      --> {Names(_successors)}";
        }

        return Kind == NodeKind.Source ? text : text + $"\n      <-- {Names(_predecessors)}";
    }

    internal static int CompareForPrinting(NodeDescription left, NodeDescription right) =>
        left.Size != right.Size ? right.Size.CompareTo(left.Size) : string.CompareOrdinal(left.Name, right.Name);

    /// <summary>Links two nodes. As in Kafka Streams, neighbours are sorted by the sizes known at this moment, and are not sorted again.</summary>
    internal void AddPredecessor(NodeDescription predecessor)
    {
        InsertSorted(_predecessors, predecessor);
        InsertSorted(predecessor._successors, this);
        predecessor.Grow(Size);
    }

    private static void InsertSorted(List<NodeDescription> nodes, NodeDescription node)
    {
        var index = nodes.FindIndex(other => CompareForPrinting(node, other) < 0);
        nodes.Insert(index < 0 ? nodes.Count : index, node);
    }

    private static string Names(List<NodeDescription> nodes) => nodes.Count == 0 ? "none" : string.Join(", ", nodes.Select(node => node.Name));

    private void Grow(int size)
    {
        Size += size;
        foreach (var predecessor in _predecessors)
        {
            predecessor.Grow(size);
        }
    }
}

/// <summary>The kinds of nodes of a topology.</summary>
public enum NodeKind
{
    /// <summary>Reads topics.</summary>
    Source,

    /// <summary>Processes records.</summary>
    Processor,

    /// <summary>Writes to a topic.</summary>
    Sink,
}
