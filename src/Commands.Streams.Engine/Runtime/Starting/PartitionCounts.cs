using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Runtime.Starting;

/// <summary>
/// Determines the number of partitions of each topic. A repartition topic without an explicit number gets the largest of the topics that feed it, and the
/// topics of streams that are joined by key must have equal numbers (section 2.17 of docs/kafka-streams-semantics.md).
/// </summary>
internal static class PartitionCounts
{
    public static IReadOnlyDictionary<string, int> Find(TopologyGraph graph, IReadOnlyDictionary<string, int> external, List<string> problems)
    {
        var counts = new Dictionary<string, int>(external);
        foreach (var topic in graph.InternalTopics.Values.Where(topic => topic.Partitions is not null))
        {
            counts[topic.Name] = topic.Partitions!.Value;
        }

        while (FillIn(graph, counts) || FillInFromPeers(graph, counts))
        {
        }

        foreach (var topic in graph.InternalTopics.Keys.Where(topic => !counts.ContainsKey(topic)))
        {
            problems.Add($"The number of partitions of the internal topic '{topic}' depends on itself. Give it one with Repartitioned.WithPartitions.");
        }

        if (problems.Count == 0)
        {
            foreach (var group in graph.CopartitionGroups)
            {
                Agree(graph, group, counts, problems);
            }
        }

        return counts;
    }

    private static bool FillIn(TopologyGraph graph, Dictionary<string, int> counts)
    {
        var changed = false;
        foreach (var topic in graph.InternalTopics.Keys.Where(topic => !counts.ContainsKey(topic)))
        {
            if (graph.InternalTopics[topic].Like is { } like)
            {
                if (!counts.TryGetValue(like, out var count))
                {
                    continue;
                }

                // Stop here: the loop reads the dictionary that changes now, so the caller starts it again.
                counts[topic] = count;
                changed = true;
                break;
            }

            var writers = graph.SubTopologies.Where(subTopology => subTopology.Sinks.Any(sink => sink.Topic == topic));
            List<string> feeding = [.. writers.SelectMany(writer => InputsOf(writer, counts.Keys)).Distinct()];
            if (feeding.Count > 0 && feeding.TrueForAll(counts.ContainsKey))
            {
                counts[topic] = feeding.Max(input => counts[input]);
                changed = true;
                break;
            }
        }

        return changed;
    }

    /// <summary>
    /// Breaks circles, such as the two topics of a foreign-key join, which feed each other: a topic whose records have to meet those of another will have as
    /// many partitions as that one.
    /// </summary>
    private static bool FillInFromPeers(TopologyGraph graph, Dictionary<string, int> counts)
    {
        foreach (var group in graph.CopartitionGroups)
        {
            List<string> topics = [.. group.SelectMany(source => source.Topics).Distinct()];
            if (topics.Find(counts.ContainsKey) is { } known && topics.Find(topic => !counts.ContainsKey(topic)) is { } unknown)
            {
                counts[unknown] = counts[known];
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> InputsOf(SubTopology subTopology, IEnumerable<string> known) => subTopology.Sources.SelectMany(source =>
        source.Pattern is null ? source.Topics : known.Where(source.IsMatch));

    /// <summary>Requires external topics to have equal numbers, and sets own topics without an explicit number to the same.</summary>
    private static void Agree(TopologyGraph graph, IReadOnlyList<SourceDefinition> group, Dictionary<string, int> counts, List<string> problems)
    {
        List<string> topics = [.. group.SelectMany(source => source.Pattern is null
            ? source.Topics
            : counts.Keys.Where(source.IsMatch)).Distinct()];
        List<string> settled = [.. topics.Where(topic => !graph.InternalTopics.TryGetValue(topic, out var made) || made.Partitions is not null)];
        var wanted = settled.Count > 0 ? counts[settled[0]] : topics.Max(topic => counts[topic]);
        if (settled.Exists(topic => counts[topic] != wanted))
        {
            problems.Add(
                "These topics are joined by key but not co-partitioned: " +
                $"{string.Join(", ", settled.Select(topic => $"'{topic}' has {counts[topic]} partitions"))}. Give them equal counts, or put " +
                "Repartition before the join.");
            return;
        }

        foreach (var topic in topics.Except(settled))
        {
            counts[topic] = wanted;
        }
    }
}
