using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Graph;

/// <summary>Sorts a valid graph, parents before children and otherwise in the order of adding, and divides it into sub-topologies.</summary>
internal static class GraphOrder
{
    public static IReadOnlyList<NodeDefinition> ParentsFirst(IReadOnlyList<NodeDefinition> nodes, Func<NodeDefinition, IEnumerable<string>> parents)
    {
        var byName = nodes.ToDictionary(node => node.Name);
        var ordered = new List<NodeDefinition>();
        var visited = new HashSet<string>();
        foreach (var node in nodes)
        {
            Visit(node);
        }

        return ordered;

        void Visit(NodeDefinition node)
        {
            if (visited.Add(node.Name))
            {
                foreach (var parent in parents(node))
                {
                    Visit(byName[parent]);
                }

                ordered.Add(node);
            }
        }
    }

    public static IReadOnlyList<SubTopology> SubTopologies(IReadOnlyList<NodeDefinition> ordered, Func<NodeDefinition, IEnumerable<string>> parents)
    {
        var roots = ordered.ToDictionary(node => node.Name, node => node.Name);
        foreach (var node in ordered)
        {
            foreach (var parent in parents(node))
            {
                roots[Root(parent)] = Root(node.Name);
            }
        }

        foreach (var shared in ordered.SelectMany(node => node.Stores, (node, store) => (node, store)).GroupBy(pair => pair.store))
        {
            foreach (var (node, _) in shared.Skip(1))
            {
                roots[Root(shared.First().node.Name)] = Root(node.Name);
            }
        }

        return [.. ordered.GroupBy(node => Root(node.Name)).Select((group, id) => new SubTopology(id, [.. group]))];

        string Root(string name)
        {
            while (roots[name] != name)
            {
                name = roots[name];
            }

            return name;
        }
    }
}
