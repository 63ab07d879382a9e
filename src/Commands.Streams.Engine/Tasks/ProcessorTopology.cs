using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Tasks;

/// <summary>The nodes of one task, linked, parents before children, with the sources by the topics they read.</summary>
internal sealed class ProcessorTopology(IReadOnlyList<ProcessorNode> nodes, Func<string, SourceNode?> findSource)
{
    public IReadOnlyList<ProcessorNode> Nodes { get; } = nodes;

    /// <summary>The source that reads a topic, or null.</summary>
    public SourceNode? FindSource(string topic) => findSource(topic);
}
