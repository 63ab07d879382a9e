namespace Commands.Streams.Graph.Describing;

/// <summary>A sub-topology in the description of a topology.</summary>
/// <param name="Id">Its number, from 0.</param>
/// <param name="Nodes">Its nodes in Kafka Streams' printing order.</param>
public sealed record SubTopologyDescription(int Id, IReadOnlyList<NodeDescription> Nodes)
{
    /// <inheritdoc/>
    public override string ToString() => $"Sub-topology: {Id}\n{string.Concat(Nodes.Select(node => $"    {node}\n"))}\n";
}
