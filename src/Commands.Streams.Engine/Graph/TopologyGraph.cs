using Commands.Streams.Errors;
using Commands.Streams.Graph.Checking;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Graph;

/// <summary>
/// The nodes of a topology: added one by one, then frozen once, when all rules are checked and all problems are thrown together. Only a frozen graph
/// has sub-topologies and creates tasks.
/// </summary>
internal sealed class TopologyGraph(SerdeRegistry serdes)
{
    private readonly List<NodeDefinition> _nodes = [];
    private readonly Dictionary<string, InternalTopic> _internalTopics = [];
    private readonly Dictionary<string, RequiredTopic> _requiredTopics = [];
    private readonly GraphStores _stores = new();
    private readonly List<string> _problems = [];
    private readonly List<IReadOnlyList<string>> _copartitioned = [];
    private readonly HashSet<string> _nullKeyTopics = [];
    private IReadOnlyDictionary<string, string> _merged = new Dictionary<string, string>();
    private IReadOnlyList<SubTopology>? _subTopologies;

    public SerdeRegistry Serdes { get; } = serdes;

    public IReadOnlyDictionary<string, InternalTopic> InternalTopics => _internalTopics;

    public IReadOnlyDictionary<string, RequiredTopic> RequiredTopics => _requiredTopics;

    /// <summary>The state stores by name.</summary>
    public IReadOnlyDictionary<string, StoreBuilder> Stores => _stores.Builders;

    /// <summary>For each set of streams that are joined by key, their sources, whose topics must have equal partition counts.</summary>
    public IReadOnlyList<IReadOnlyList<SourceDefinition>> CopartitionGroups =>
        [.. _copartitioned.Select(names => names.SelectMany(SourcesAbove).Distinct().ToList())];

    public bool IsFrozen => _subTopologies is not null;

    public IReadOnlyList<SubTopology> SubTopologies => _subTopologies ?? throw new InvalidOperationException("The topology has not been built.");

    public void Add(NodeDefinition node)
    {
        ThrowIfFrozen();
        _nodes.Add(node);
    }

    public void Add(InternalTopic topic)
    {
        ThrowIfFrozen();
        if (!_internalTopics.TryAdd(topic.Name, topic))
        {
            _problems.Add(topic.Like is null
                ? $"Two repartition steps are named '{topic.Name}'. Give each its own name with Repartitioned.As."
                : $"The topic '{topic.Name}' is declared as an internal topic twice. Declare it once.");
        }
    }

    /// <summary>Adds a topic that must exist at start; the last declaration of a topic counts.</summary>
    public void Add(RequiredTopic topic)
    {
        ThrowIfFrozen();
        _requiredTopics[topic.Name] = topic;
    }

    /// <summary>Adds a state store.</summary>
    public void Add(StoreBuilder store)
    {
        ThrowIfFrozen();
        _stores.Add(store);
    }

    /// <summary>Lets nodes, which may be added later, use a state store, which may be added later too.</summary>
    public void Connect(string store, params IReadOnlyList<string> nodes)
    {
        ThrowIfFrozen();
        _stores.Connect(store, nodes);
    }

    /// <summary>Requires that records with equal keys of these nodes are in the same task.</summary>
    public void AddCopartitioned(params IReadOnlyList<string> nodeNames)
    {
        ThrowIfFrozen();
        _copartitioned.Add(nodeNames);
    }

    /// <summary>Lets records without a key pass the repartition topics that the records of a node come from: the node can do something with them.</summary>
    public void KeepNullKeys(string nodeName)
    {
        ThrowIfFrozen();
        var node = _nodes.First(node => node.Name == nodeName);
        if (node is SourceDefinition source)
        {
            _nullKeyTopics.UnionWith(source.Topics.Where(_internalTopics.ContainsKey));
        }

        foreach (var parent in node.Parents)
        {
            KeepNullKeys(parent);
        }
    }

    /// <summary>Returns true if records without a key are written to a repartition topic, false if they are left out.</summary>
    public bool KeepsNullKeys(string topic) => _nullKeyTopics.Contains(topic);

    /// <summary>Adds a problem found while the graph is being described; <see cref="Freeze"/> reports it with the others.</summary>
    public void AddProblem(string sentence) => _problems.Add(sentence);

    /// <summary>Checks everything; afterwards nothing can be added. Does nothing if it has already been called.</summary>
    /// <exception cref="TopologyException">The graph is invalid; the exception lists every problem.</exception>
    public void Freeze()
    {
        if (IsFrozen)
        {
            return;
        }

        var problems = new GraphProblems(Serdes);
        _problems.ForEach(problems.Add);
        _merged = SourceMerge.Find(_nodes, problems);
        List<NodeDefinition> nodes = [.. _nodes.Where(node => !_merged.ContainsKey(node.Name))];
        _stores.Resolve(nodes, problems);
        GraphChecks.Run(nodes, ParentsOf, problems);
        if (problems.Sentences.Count > 0)
        {
            throw new TopologyException(problems.Sentences);
        }

        var ordered = GraphOrder.ParentsFirst(nodes, ParentsOf);
        _subTopologies = GraphOrder.SubTopologies(ordered, ParentsOf);
    }

    /// <summary>Returns the names of a node's parents, with merged sources resolved.</summary>
    public IEnumerable<string> ParentsOf(NodeDefinition node) => node.Parents.Select(parent => _merged.GetValueOrDefault(parent, parent));

    /// <summary>Creates the nodes of one task.</summary>
    /// <param name="subTopologies">The sub-topologies it runs: one in production, all of them in a test driver.</param>
    /// <param name="naming">The names of internal topics in the cluster.</param>
    public ProcessorTopology CreateTopology(IReadOnlyCollection<SubTopology> subTopologies, TopicNaming naming)
    {
        var context = new NodeBuildContext(Serdes, naming);
        var nodes = new Dictionary<string, ProcessorNode>();
        foreach (var definition in subTopologies.SelectMany(subTopology => subTopology.Nodes))
        {
            var node = definition.CreateNode(context);
            nodes.Add(definition.Name, node);
            foreach (var parent in ParentsOf(definition))
            {
                nodes[parent].AddChild(node);
            }
        }

        var internalNames = _internalTopics.Keys.ToDictionary(naming.InCluster);
        var stores = subTopologies.SelectMany(subTopology => subTopology.Nodes).ToDictionary(node => node.Name, node => node.Stores);
        return new ProcessorTopology([.. nodes.Values], FindSource, stores);

        SourceNode? FindSource(string topicInCluster)
        {
            var topic = internalNames.GetValueOrDefault(topicInCluster, topicInCluster);
            var source = subTopologies.Select(subTopology => subTopology.FindSource(topic)).FirstOrDefault(found => found is not null);
            return source is null ? null : (SourceNode)nodes[source.Name];
        }
    }

    /// <summary>Creates the stores of one task.</summary>
    /// <param name="subTopologies">The sub-topologies it runs.</param>
    /// <param name="open">Opens the back end of a store.</param>
    public TaskStores CreateStores(IReadOnlyCollection<SubTopology> subTopologies, Func<StoreBuilder, IBytesStore> open) =>
        new([.. subTopologies.SelectMany(subTopology => subTopology.Stores).Select(name => Stores[name].Create(Serdes, open(Stores[name])))]);

    public TopicNaming CreateNaming(string applicationId) => new(applicationId, _internalTopics.Keys.ToHashSet());

    private IEnumerable<SourceDefinition> SourcesAbove(string nodeName)
    {
        var resolved = _merged.GetValueOrDefault(nodeName, nodeName);
        var node = SubTopologies.SelectMany(subTopology => subTopology.Nodes).First(node => node.Name == resolved);
        return node is SourceDefinition source ? [source] : ParentsOf(node).SelectMany(SourcesAbove);
    }

    private void ThrowIfFrozen()
    {
        if (IsFrozen)
        {
            throw new InvalidOperationException("The topology has been built, so nothing can be added to it. Add every step before calling Build().");
        }
    }
}
