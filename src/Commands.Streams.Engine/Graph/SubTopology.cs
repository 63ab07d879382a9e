using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Graph;

/// <summary>Nodes that are connected with each other and with no others; each partition number of its inputs results in a task.</summary>
/// <param name="Id">The number, from 0 in the order in which the nodes were added.</param>
/// <param name="Nodes">The nodes, parents before children.</param>
internal sealed record SubTopology(int Id, IReadOnlyList<NodeDefinition> Nodes)
{
    public IEnumerable<SourceDefinition> Sources => Nodes.OfType<SourceDefinition>();

    /// <summary>The names of its state stores, in the order of the nodes that use them.</summary>
    public IEnumerable<string> Stores => Nodes.SelectMany(node => node.Stores).Distinct();

    public IEnumerable<SinkDefinition> Sinks => Nodes.OfType<SinkDefinition>();

    /// <summary>True if it reads a topic, given by its name in the topology.</summary>
    public bool Reads(string topic) => FindSource(topic) is not null;

    public SourceDefinition? FindSource(string topic) =>
        Sources.FirstOrDefault(source => source.Topics.Contains(topic))
        ?? Sources.FirstOrDefault(source => source.IsMatch(topic));
}
