using System.Text;

namespace Commands.Streams.Graph.Describing;

/// <summary>What a topology consists of, for people and for tests. Its text is Kafka Streams', to the character.</summary>
public sealed class TopologyDescription
{
    internal TopologyDescription(IReadOnlyList<SubTopologyDescription> subTopologies) => SubTopologies = subTopologies;

    /// <summary>The sub-topologies by number.</summary>
    public IReadOnlyList<SubTopologyDescription> SubTopologies { get; }

    /// <summary>The text form of Kafka Streams.</summary>
    public override string ToString() => $"Topologies:\n {string.Concat(SubTopologies.Select(subTopology => $"  {subTopology}"))}";

    /// <summary>The topology as a Mermaid flow chart: sub-topologies as boxes, topics as stadiums.</summary>
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
