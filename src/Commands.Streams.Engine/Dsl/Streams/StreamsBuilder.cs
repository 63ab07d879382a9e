using System.Text.RegularExpressions;
using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Async;
using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>Describes a topology with streams. Not thread-safe; use it once, up to <see cref="Build"/>.</summary>
public sealed partial class StreamsBuilder
{
    /// <summary>Creates an empty topology.</summary>
    public StreamsBuilder() => Graph = new TopologyGraph(DefaultSerdes);

    /// <summary>The serdes used for types whose step sets no serde; add those of your own types.</summary>
    public SerdeRegistry DefaultSerdes { get; } = new();

    internal TopologyGraph Graph { get; }

    internal NodeNames Names { get; } = new();

    /// <summary>Reads a topic as a stream.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="topic">The topic, which must exist when the application starts.</param>
    /// <param name="consumed">How it is read; by default with the serdes registered for the types.</param>
    public KStream<TKey, TValue> Stream<TKey, TValue>(string topic, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return AddSource([topic], null, consumed);
    }

    /// <summary>Reads several topics as one stream. Across topics, records are ordered by timestamp only.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="topics">The topics, which must exist when the application starts.</param>
    /// <param name="consumed">How they are read; by default with the serdes registered for the types.</param>
    public KStream<TKey, TValue> Stream<TKey, TValue>(IEnumerable<string> topics, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return AddSource([.. topics], null, consumed);
    }

    /// <summary>Reads every topic whose whole name matches a pattern, including topics that are created later.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="pattern">The pattern, a .NET regular expression.</param>
    /// <param name="consumed">How they are read; by default with the serdes registered for the types.</param>
    public KStream<TKey, TValue> Stream<TKey, TValue>(Regex pattern, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return AddSource([], pattern, consumed);
    }

    /// <summary>Adds a state store, for processors that are given its name.</summary>
    /// <param name="store">The store; create it with <see cref="Stores"/>.</param>
    /// <returns>This builder.</returns>
    public StreamsBuilder AddStateStore(StoreBuilder store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Graph.Add(store);
        return this;
    }

    /// <summary>Checks the topology and completes its description.</summary>
    /// <exception cref="Errors.TopologyException">The topology is invalid; the message lists every problem.</exception>
    public Topology Build()
    {
        Graph.Freeze();
        return new Topology(Graph);
    }

    private KStream<TKey, TValue> AddSource<TKey, TValue>(IReadOnlyList<string> topics, Regex? pattern, Consumed<TKey, TValue>? consumed)
    {
        consumed ??= new Consumed<TKey, TValue>();
        var name = Names.Given(consumed.Name, NodePrefixes.Source);
        AddSource(name, topics, pattern, consumed);
        return new KStream<TKey, TValue>(this, name, consumed.KeySerde, consumed.ValueSerde, KeyOrigin.AsRead);
    }

    private void AddSource<TKey, TValue>(string name, IReadOnlyList<string> topics, Regex? pattern, Consumed<TKey, TValue> consumed) =>
        Graph.Add(new SourceDefinition<TKey, TValue>(
            name, topics, pattern, consumed.OffsetReset, consumed.KeySerde, consumed.ValueSerde, consumed.AnyExtractor, consumed.TypedExtractor,
            consumed.DueTime)
        {
            IsMergeable = true,
        });
}
