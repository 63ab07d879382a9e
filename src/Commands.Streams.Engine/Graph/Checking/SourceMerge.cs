using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Graph.Checking;

/// <summary>
/// Sources of the DSL that read exactly the same become one, so that a topic can be streamed twice; the nodes below a later one hang below the
/// first.
/// </summary>
internal static class SourceMerge
{
    /// <summary>Finds what is to be merged.</summary>
    /// <returns>The name of each source that goes away, with the one it is merged into.</returns>
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
                    "A topic is read once: use one pair of types and map from there.");
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
