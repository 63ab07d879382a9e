using System.Text.RegularExpressions;
using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Graph.Describing;
using Commands.Streams.Operators.Stateless;
using Commands.Streams.Processors;
using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>
/// A graph of sources, processors and sinks, built with <see cref="StreamsBuilder.Build"/> or node by node. It is checked and frozen when it is first
/// described, started or tested. From then on it may be used by several applications and tests at once.
/// </summary>
public sealed class Topology
{
    /// <summary>Creates an empty topology to be described node by node.</summary>
    /// <param name="defaultSerdes">The serdes used for types whose node sets no serde.</param>
    public Topology(SerdeRegistry? defaultSerdes = null)
        : this(new TopologyGraph(defaultSerdes ?? new SerdeRegistry()))
    {
    }

    internal Topology(TopologyGraph graph) => Graph = graph;

    internal TopologyGraph Graph { get; }

    /// <summary>Adds a source that reads topics.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The node's name, unique in the topology.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="consumed">How they are read; by default with the serdes registered for the types. Its name is not used.</param>
    /// <returns>This topology.</returns>
    public Topology AddSource<TKey, TValue>(string name, IEnumerable<string> topics, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return AddSource([.. topics], null, name, consumed);
    }

    /// <summary>Adds a source that reads every topic whose whole name matches a pattern.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The node's name, unique in the topology.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="consumed">How they are read; by default with the serdes registered for the types. Its name is not used.</param>
    /// <returns>This topology.</returns>
    public Topology AddSource<TKey, TValue>(string name, Regex pattern, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return AddSource([], pattern, name, consumed);
    }

    /// <summary>Adds a processor.</summary>
    /// <typeparam name="TKeyIn">The type of the incoming keys.</typeparam>
    /// <typeparam name="TValueIn">The type of the incoming values.</typeparam>
    /// <typeparam name="TKeyOut">The type of the keys it forwards.</typeparam>
    /// <typeparam name="TValueOut">The type of the values it forwards.</typeparam>
    /// <param name="name">The node's name, unique in the topology.</param>
    /// <param name="supplier">Creates a new processor for each task.</param>
    /// <param name="parents">The parent nodes; they may be added later.</param>
    /// <returns>This topology.</returns>
    public Topology AddProcessor<TKeyIn, TValueIn, TKeyOut, TValueOut>(
        string name, Func<IProcessor<TKeyIn, TValueIn, TKeyOut, TValueOut>> supplier, params IReadOnlyList<string> parents)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(supplier);
        ArgumentNullException.ThrowIfNull(parents);
        Graph.Add(new ProcessorDefinition<TKeyIn, TValueIn, TKeyOut, TValueOut>(
            name,
            parents,
            () => new ProcessOperator<TKeyIn, TValueIn, TKeyOut, TValueOut>(
                name, supplier() ?? throw new InvalidOperationException(
                    $"The supplier of node '{name}' returned null. It must create a new processor each time it is called."))));
        return this;
    }

    /// <summary>Adds a sink that writes to a topic.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The node's name, unique in the topology.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="produced">How it is written; <see langword="null"/> for the serdes registered for the types. Its name is not used.</param>
    /// <param name="parents">The parent nodes; they may be added later.</param>
    /// <returns>This topology.</returns>
    public Topology AddSink<TKey, TValue>(string name, string topic, Produced<TKey, TValue>? produced, params IReadOnlyList<string> parents)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return AddSink(name, topic, null, produced, parents);
    }

    /// <summary>Adds a sink that writes each record to a topic that is chosen per record.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The node's name, unique in the topology.</param>
    /// <param name="topicChooser">Returns the topic.</param>
    /// <param name="produced">How it is written; <see langword="null"/> for the serdes registered for the types. Its name is not used.</param>
    /// <param name="parents">The parent nodes; they may be added later.</param>
    /// <returns>This topology.</returns>
    public Topology AddSink<TKey, TValue>(
        string name, TopicNameExtractor<TKey, TValue> topicChooser, Produced<TKey, TValue>? produced, params IReadOnlyList<string> parents)
    {
        ArgumentNullException.ThrowIfNull(topicChooser);
        return AddSink(name, null, topicChooser, produced, parents);
    }

    /// <summary>Adds a state store.</summary>
    /// <param name="store">The store; create it with <see cref="Stores"/>.</param>
    /// <param name="processors">The processors that use it; they may be added later.</param>
    /// <returns>This topology.</returns>
    public Topology AddStateStore(StoreBuilder store, params IReadOnlyList<string> processors)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(processors);
        Graph.Add(store);
        Graph.Connect(store.Name, processors);
        return this;
    }

    /// <summary>Lets a processor use state stores. Processors that share a store belong to the same sub-topology.</summary>
    /// <param name="processor">The processor; it may be added later.</param>
    /// <param name="stores">The names of the stores; they may be added later.</param>
    /// <returns>This topology.</returns>
    public Topology ConnectProcessorAndStateStores(string processor, params IReadOnlyList<string> stores)
    {
        ArgumentNullException.ThrowIfNull(processor);
        ArgumentNullException.ThrowIfNull(stores);
        foreach (var store in stores)
        {
            Graph.Connect(store, processor);
        }

        return this;
    }

    /// <summary>Checks the topology and describes it.</summary>
    /// <exception cref="Errors.TopologyException">The topology is invalid; the message lists every problem.</exception>
    public TopologyDescription Describe()
    {
        Graph.Freeze();
        return TopologyDescriber.Describe(Graph);
    }

    private Topology AddSource<TKey, TValue>(IReadOnlyList<string> topics, Regex? pattern, string name, Consumed<TKey, TValue>? consumed)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        consumed ??= new Consumed<TKey, TValue>();
        Graph.Add(new SourceDefinition<TKey, TValue>(
            name, topics, pattern, consumed.OffsetReset, consumed.KeySerde, consumed.ValueSerde, consumed.AnyExtractor, consumed.TypedExtractor,
            consumed.DueTime));
        return this;
    }

    private Topology AddSink<TKey, TValue>(
        string name, string? topic, TopicNameExtractor<TKey, TValue>? topicChooser, Produced<TKey, TValue>? produced, IReadOnlyList<string> parents)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(parents);
        produced ??= new Produced<TKey, TValue>();
        Graph.Add(new SinkDefinition<TKey, TValue>(
            name, parents, topic, topicChooser, produced.KeySerde, produced.ValueSerde, produced.Partitioner, produced.Unwritable, produced.IsEarly));
        return this;
    }
}
