using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Tasks;

/// <summary>The linked nodes of one task, parents before children, and the source of each input topic.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="findSource">Finds the source that reads a topic.</param>
/// <param name="stores">The names of the state stores of each node.</param>
internal sealed class ProcessorTopology(
    IReadOnlyList<ProcessorNode> nodes, Func<string, SourceNode?> findSource, IReadOnlyDictionary<string, IReadOnlyList<string>> stores)
{
    /// <summary>A task without nodes.</summary>
    public static readonly ProcessorTopology Empty = new([], static _ => null, new Dictionary<string, IReadOnlyList<string>>());

    public IReadOnlyList<ProcessorNode> Nodes { get; } = nodes;

    /// <summary>Returns the source that reads a topic, or null.</summary>
    public SourceNode? FindSource(string topic) => findSource(topic);

    /// <summary>The names of the state stores that a node uses.</summary>
    public IReadOnlyList<string> StoresOf(string node) => stores.GetValueOrDefault(node, []);
}
