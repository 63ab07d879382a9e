using Commands.Streams.Errors;
using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Graph.Checking;

/// <summary>
/// Merges sources of the DSL that read the same topics, so that a topic can be streamed more than once; the children of a later source become
/// children of the first.
/// </summary>
internal static class SourceMerge
{
    /// <summary>Finds the sources to merge.</summary>
    /// <returns>The name of each source to remove, with the name of the source that replaces it.</returns>
    public static IReadOnlyDictionary<string, string> Find(IEnumerable<NodeDefinition> nodes, GraphProblems problems)
    {
        var merged = new Dictionary<string, string>();
        var kept = new Dictionary<string, SourceDefinition>();
        foreach (var source in nodes.OfType<SourceDefinition>().Where(source => source.IsMergeable))
        {
            var reads = source.Pattern?.ToString() ?? string.Join(',', source.Topics.Distinct().Order(StringComparer.Ordinal));
            if (kept.TryAdd($"{source.Pattern is null}:{reads}", source))
            {
                continue;
            }

            var first = kept[$"{source.Pattern is null}:{reads}"];
            if (first.Output != source.Output)
            {
                problems.Add(
                    $"'{reads}' is streamed as {TypeNames.Print(first.Output!.Value)} and as {TypeNames.Print(source.Output!.Value)}. " +
                    "A topic is read only once, so use one pair of types and map from there.");
            }

            if (first.OffsetReset != source.OffsetReset)
            {
                problems.Add($"'{reads}' is streamed twice with different offset resets: {Print(first)} and {Print(source)}. Use the same one.");
            }

            merged.Add(source.Name, first.Name);
        }

        return merged;
    }

    private static string Print(SourceDefinition source) => source.OffsetReset?.ToString() ?? "none given";
}
