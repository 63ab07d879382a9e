using Commands.Streams.Graph.Definitions;
using Commands.Streams.State;

namespace Commands.Streams.Graph;

/// <summary>The state stores of a topology, and which nodes use them. Stores and nodes may be named before they are added.</summary>
internal sealed class GraphStores
{
    private readonly Dictionary<string, StoreBuilder> _builders = [];
    private readonly List<(string Store, string Node)> _connections = [];
    private readonly List<string> _problems = [];

    public IReadOnlyDictionary<string, StoreBuilder> Builders => _builders;

    public void Add(StoreBuilder store)
    {
        if (_builders.TryGetValue(store.Name, out var other) && !ReferenceEquals(other, store))
        {
            _problems.Add($"Two state stores are named '{store.Name}'. Give each its own name.");
        }

        _builders[store.Name] = store;
    }

    public void Connect(string store, IReadOnlyList<string> nodes) => _connections.AddRange(nodes.Select(node => (store, node)));

    /// <summary>Connects the nodes, and adds the problems.</summary>
    public void Resolve(IReadOnlyList<NodeDefinition> nodes, GraphProblems problems)
    {
        _problems.ForEach(problems.Add);
        foreach (var (store, nodeName) in _connections)
        {
            var node = nodes.FirstOrDefault(node => node.Name == nodeName);
            if (!_builders.ContainsKey(store))
            {
                problems.Add($"Node '{nodeName}' uses the state store '{store}', which does not exist. Add it with AddStateStore.");
            }
            else if (node is null)
            {
                problems.Add($"The state store '{store}' is connected to node '{nodeName}', which does not exist.");
            }
            else if (!node.MayUseStores)
            {
                problems.Add($"The state store '{store}' is connected to node '{nodeName}', which is a source or a sink. Only processors use stores.");
            }
            else
            {
                node.Connect(store);
            }
        }

        foreach (var builder in _builders.Values)
        {
            problems.CheckTopicName($"{builder.Name}-changelog", $"State store '{builder.Name}'");
            if (!nodes.Any(node => node.Stores.Contains(builder.Name)))
            {
                problems.Add($"No processor uses the state store '{builder.Name}'. Connect it to one, or remove it.");
            }

            builder.AddProblems(problems.Serdes, problems.Add);
        }
    }
}
