using System.Text.RegularExpressions;
using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Async;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Describes a topology with streams. Not thread-safe; used once, up to <see cref="Build"/>.</summary>
public sealed class StreamsBuilder
{
    /// <summary>Starts an empty topology.</summary>
    public StreamsBuilder() => Graph = new TopologyGraph(DefaultSerdes);

    /// <summary>The serdes found by type if a step names none; add those of your own types.</summary>
    public SerdeRegistry DefaultSerdes { get; } = new();

    internal TopologyGraph Graph { get; }

    internal NodeNames Names { get; } = new();

    /// <summary>Streams a topic.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="topic">The topic. It must exist when the application starts.</param>
    /// <param name="consumed">How it is read; by default with the serdes registered for the types.</param>
    public KStream<TKey, TValue> Stream<TKey, TValue>(string topic, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return AddSource([topic], null, consumed);
    }

    /// <summary>Streams several topics as one. Records of different topics have no order among each other but that of their timestamps.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="topics">The topics. They must exist when the application starts.</param>
    /// <param name="consumed">How they are read; by default with the serdes registered for the types.</param>
    public KStream<TKey, TValue> Stream<TKey, TValue>(IEnumerable<string> topics, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return AddSource([.. topics], null, consumed);
    }

    /// <summary>Streams every topic whose whole name matches a pattern, those that appear later included.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="pattern">The pattern, by .NET's rules.</param>
    /// <param name="consumed">How they are read; by default with the serdes registered for the types.</param>
    public KStream<TKey, TValue> Stream<TKey, TValue>(Regex pattern, Consumed<TKey, TValue>? consumed = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return AddSource([], pattern, consumed);
    }

    /// <summary>Checks the topology and ends its description.</summary>
    /// <exception cref="Errors.TopologyException">Something is wrong; the message names every problem.</exception>
    public Topology Build()
    {
        Graph.Freeze();
        return new Topology(Graph);
    }

    private KStream<TKey, TValue> AddSource<TKey, TValue>(IReadOnlyList<string> topics, Regex? pattern, Consumed<TKey, TValue>? consumed)
    {
        consumed ??= new Consumed<TKey, TValue>();
        var name = Names.Given(consumed.Name, NodePrefixes.Source);
        Graph.Add(new SourceDefinition<TKey, TValue>(
            name, topics, pattern, consumed.OffsetReset, consumed.KeySerde, consumed.ValueSerde, consumed.AnyExtractor, consumed.TypedExtractor,
            consumed.DueTime)
        {
            IsMergeable = true,
        });
        return new KStream<TKey, TValue>(this, name, consumed.KeySerde, consumed.ValueSerde, KeyOrigin.AsRead);
    }
}
