using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Graph.Describing;

/// <summary>
/// Describes a frozen graph in the printing order of Kafka Streams: nodes are linked in the order in which a Java hash map iterates over their names,
/// and neighbours are sorted by the number of nodes known below them at that moment.
/// </summary>
internal static class TopologyDescriber
{
    public static TopologyDescription Describe(TopologyGraph graph) =>
        new([.. graph.SubTopologies.Select(subTopology => Describe(graph, subTopology))]);

    private static SubTopologyDescription Describe(TopologyGraph graph, SubTopology subTopology)
    {
        var definitions = subTopology.Nodes.ToDictionary(node => node.Name);
        string[] inHashOrder = [.. JavaHashOrder.OfGrown([.. JavaHashOrder.OfGrown([.. definitions.Keys])])];
        var nodes = definitions.Values.ToDictionary(node => node.Name, Describe);
        foreach (var name in inHashOrder)
        {
            foreach (var parent in graph.ParentsOf(definitions[name]))
            {
                nodes[name].AddPredecessor(nodes[parent]);
            }
        }

        List<NodeDescription> sorted = [.. nodes.Values];
        sorted.Sort(NodeDescription.CompareForPrinting);
        return new SubTopologyDescription(subTopology.Id, sorted);
    }

    private static NodeDescription Describe(NodeDefinition node) => node switch
    {
        SourceDefinition { Pattern: { } pattern } => new NodeDescription(node.Name, NodeKind.Source, $"topics: {pattern}"),
        SourceDefinition source => new NodeDescription(node.Name, NodeKind.Source, $"topics: {Set([.. source.Topics.Distinct()])}"),
        SinkDefinition { Topic: { } topic } => new NodeDescription(node.Name, NodeKind.Sink, $"topic: {topic}"),
        SinkDefinition sink => new NodeDescription(node.Name, NodeKind.Sink, $"extractor class: {sink.Chooser}"),
        _ => new NodeDescription(node.Name, NodeKind.Processor, $"stores: {Set(node.Stores)}"),
    };

    private static string Set(IReadOnlyCollection<string> names) => $"[{string.Join(", ", JavaHashOrder.OfCopied(names))}]";
}
