using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Tasks;

/// <summary>The linked nodes of one task, parents before children, and the source of each input topic.</summary>
internal sealed class ProcessorTopology(IReadOnlyList<ProcessorNode> nodes, Func<string, SourceNode?> findSource)
{
    public IReadOnlyList<ProcessorNode> Nodes { get; } = nodes;

    /// <summary>Returns the source that reads a topic, or null.</summary>
    public SourceNode? FindSource(string topic) => findSource(topic);
}
