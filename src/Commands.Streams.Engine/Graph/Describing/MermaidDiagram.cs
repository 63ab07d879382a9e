using System.Text;

namespace Commands.Streams.Graph.Describing;

/// <summary>Writes a sub-topology in Mermaid's flow chart language.</summary>
internal static class MermaidDiagram
{
    public static void Append(StringBuilder text, SubTopologyDescription subTopology)
    {
        var ids = subTopology.Nodes.Select((node, index) => (node, id: $"n{subTopology.Id}_{index}")).ToDictionary(pair => pair.node, pair => pair.id);
        text.Append("  subgraph sub").Append(subTopology.Id).Append("[\"Sub-topology ").Append(subTopology.Id).Append("\"]\n");
        foreach (var node in subTopology.Nodes)
        {
            text.Append("    ").Append(ids[node]).Append("[\"").Append(Escape(node.Name)).Append("\"]\n");
        }

        foreach (var node in subTopology.Nodes)
        {
            foreach (var successor in node.Successors)
            {
                text.Append("    ").Append(ids[node]).Append(" --> ").Append(ids[successor]).Append('\n');
            }
        }

        text.Append("  end\n");
        foreach (var node in subTopology.Nodes.Where(node => node.Kind != NodeKind.Processor))
        {
            foreach (var topic in Topics(node.Details))
            {
                var stadium = $"t_{Identifier(topic)}([\"{Escape(topic)}\"])";
                text.Append("  ").Append(node.Kind == NodeKind.Source ? $"{stadium} --> {ids[node]}" : $"{ids[node]} --> {stadium}").Append('\n');
            }
        }
    }

    private static IEnumerable<string> Topics(string details)
    {
        var names = details[(details.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        return names.StartsWith('[') && names.EndsWith(']') ? names[1..^1].Split(", ") : [names];
    }

    private static string Identifier(string name) => string.Concat(name.Select(character =>
        char.IsAsciiLetterOrDigit(character) ? character.ToString() : $"_{(int)character:x}"));

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal);
}
