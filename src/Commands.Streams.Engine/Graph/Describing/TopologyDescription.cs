using System.Text;

namespace Commands.Streams.Graph.Describing;

/// <summary>The structure of a topology, for people and for tests. Its text is identical to that of Kafka Streams.</summary>
public sealed class TopologyDescription
{
    internal TopologyDescription(IReadOnlyList<SubTopologyDescription> subTopologies) => SubTopologies = subTopologies;

    /// <summary>The sub-topologies by number.</summary>
    public IReadOnlyList<SubTopologyDescription> SubTopologies { get; }

    /// <summary>Returns the topology in the text format of Kafka Streams.</summary>
    public override string ToString() => $"Topologies:\n {string.Concat(SubTopologies.Select(subTopology => $"  {subTopology}"))}";

    /// <summary>Returns the topology as a Mermaid flow chart: sub-topologies as boxes, topics as stadiums.</summary>
    public string ToMermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        foreach (var subTopology in SubTopologies)
        {
            MermaidDiagram.Append(text, subTopology);
        }

        return text.ToString();
    }
}

/// <summary>A sub-topology in the description of a topology.</summary>
/// <param name="Id">Its number, from 0.</param>
/// <param name="Nodes">Its nodes in Kafka Streams' printing order.</param>
public sealed record SubTopologyDescription(int Id, IReadOnlyList<NodeDescription> Nodes)
{
    /// <inheritdoc/>
    public override string ToString() => $"Sub-topology: {Id}\n{string.Concat(Nodes.Select(node => $"    {node}\n"))}\n";
}
