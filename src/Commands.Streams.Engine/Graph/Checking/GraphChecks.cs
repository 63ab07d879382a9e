using Commands.Streams.Errors;
using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Graph.Checking;

/// <summary>The rules for a graph as a whole. Each rule adds its own problems, and the other rules still run.</summary>
internal static class GraphChecks
{
    /// <param name="nodes">The nodes, without sources that were merged into others.</param>
    /// <param name="parentsOf">Returns the names of a node's parents, with merged sources resolved.</param>
    /// <param name="problems">Collects the problems.</param>
    public static void Run(IReadOnlyList<NodeDefinition> nodes, Func<NodeDefinition, IEnumerable<string>> parentsOf, GraphProblems problems)
    {
        if (!nodes.OfType<SourceDefinition>().Any())
        {
            problems.Add("The topology has no source, so it would never do anything. Start it with StreamsBuilder.Stream or Topology.AddSource.");
        }

        CheckNames(nodes, problems);
        CheckParents(nodes, parentsOf, problems);
        CheckCycles(nodes, parentsOf, problems);
        CheckSourceTopics(nodes, problems);
        foreach (var node in nodes)
        {
            node.AddProblems(problems);
        }
    }

    private static void CheckNames(IReadOnlyList<NodeDefinition> nodes, GraphProblems problems)
    {
        foreach (var same in nodes.GroupBy(node => node.Name).Where(group => group.Count() > 1))
        {
            problems.Add($"{same.Count()} nodes are named '{same.Key}'. Give each its own name.");
        }
    }

    private static void CheckParents(
        IReadOnlyList<NodeDefinition> nodes, Func<NodeDefinition, IEnumerable<string>> parentsOf, GraphProblems problems)
    {
        var byName = nodes.DistinctBy(node => node.Name).ToDictionary(node => node.Name);
        foreach (var node in nodes)
        {
            if (node is not SourceDefinition && node.Parents.Count == 0)
            {
                problems.Add($"Node '{node.Name}' has no parent, so no record would ever reach it. Name at least one parent.");
            }

            foreach (var parentName in parentsOf(node))
            {
                if (!byName.TryGetValue(parentName, out var parent))
                {
                    problems.Add($"Node '{node.Name}' names the parent '{parentName}', which does not exist. The nodes are: {Names(nodes)}.");
                }
                else if (parent.Output is not { } output)
                {
                    problems.Add($"Node '{node.Name}' names the parent '{parentName}', which is the end of its stream and forwards nothing.");
                }
                else if (node.Input is { } input && input != output)
                {
                    problems.Add(
                        $"Node '{parentName}' emits {TypeNames.Print(output)}, but its child '{node.Name}' takes {TypeNames.Print(input)}. " +
                        "Put a Map between them, or correct the types.");
                }
            }
        }
    }

    private static void CheckCycles(
        IReadOnlyList<NodeDefinition> nodes, Func<NodeDefinition, IEnumerable<string>> parentsOf, GraphProblems problems)
    {
        var byName = nodes.DistinctBy(node => node.Name).ToDictionary(node => node.Name);
        var finished = new HashSet<string>();
        foreach (var node in nodes)
        {
            Visit(node.Name, []);
        }

        void Visit(string name, List<string> path)
        {
            var start = path.IndexOf(name);
            if (start >= 0)
            {
                // The path was walked from child to parent, but records flow the other way.
                var cycle = path.Skip(start).Append(name).Reverse();
                problems.Add($"The nodes form a cycle: {string.Join(" -> ", cycle)}. If a loop is intended, write to a topic and read that topic.");
                return;
            }

            if (!finished.Contains(name) && byName.TryGetValue(name, out var node))
            {
                path.Add(name);
                foreach (var parent in parentsOf(node))
                {
                    Visit(parent, path);
                }

                path.RemoveAt(path.Count - 1);
                finished.Add(name);
            }
        }
    }

    private static void CheckSourceTopics(IReadOnlyList<NodeDefinition> nodes, GraphProblems problems)
    {
        var sources = nodes.OfType<SourceDefinition>().ToList();
        foreach (var group in sources.SelectMany(source => source.Topics.Distinct(), (source, topic) => (source, topic)).GroupBy(pair => pair.topic))
        {
            if (group.Count() > 1)
            {
                problems.Add(
                    $"Topic '{group.Key}' is read by {group.Count()} sources with different sets of topics: " +
                    $"{string.Join(", ", group.Select(pair => $"'{pair.source.Name}'"))}. Read it once and reuse the stream.");
            }
        }

        foreach (var source in sources.Where(source => source.Pattern is not null))
        {
            foreach (var (other, topic) in sources.SelectMany(other => other.Topics, (other, topic) => (other, topic)))
            {
                if (TopicPattern.IsWholeMatch(source.Pattern!, topic))
                {
                    problems.Add(
                        $"Topic '{topic}' is read by source '{other.Name}' and also matches the pattern '{source.Pattern}' of source '{source.Name}'. " +
                        "Exclude it from the pattern, or remove the other source.");
                }
            }
        }
    }

    private static string Names(IReadOnlyList<NodeDefinition> nodes) => string.Join(", ", nodes.Select(node => $"'{node.Name}'"));
}
