using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Async;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams;

/// <summary>
/// A stream of records, each independent of the others. Its methods describe a topology; nothing runs before the topology is built and started.
/// Several steps may follow the same stream: each record passes through them one after another, in the order in which they were added.
/// </summary>
/// <typeparam name="TKey">The key's type. Null keys are passed on, so declare a nullable type if there may be any.</typeparam>
/// <typeparam name="TValue">The value's type. Null values are passed on, so declare a nullable type if there may be any.</typeparam>
public sealed partial class KStream<TKey, TValue>
{
    internal KStream(StreamsBuilder builder, string nodeName, ISerde<TKey>? keySerde, ISerde<TValue>? valueSerde, KeyOrigin keyOrigin)
    {
        Builder = builder;
        NodeName = nodeName;
        KeySerde = keySerde;
        ValueSerde = valueSerde;
        KeyOrigin = keyOrigin;
    }

    internal StreamsBuilder Builder { get; }

    /// <summary>The node that emits the stream.</summary>
    internal string NodeName { get; }

    internal ISerde<TKey>? KeySerde { get; }

    internal ISerde<TValue>? ValueSerde { get; }

    /// <summary>Where the keys come from.</summary>
    internal KeyOrigin KeyOrigin { get; }

    /// <summary>Adds a step below this stream.</summary>
    private KStream<TNewKey, TNewValue> Add<TNewKey, TNewValue>(
        string prefix,
        Named? named,
        Func<string, ProcessorNode> create,
        ISerde<TNewKey>? keySerde,
        ISerde<TNewValue>? valueSerde,
        KeyOrigin keyOrigin)
    {
        var name = Builder.Names.Given(named?.Name, prefix);
        Builder.Graph.Add(new ProcessorDefinition<TKey, TValue, TNewKey, TNewValue>(name, [NodeName], () => create(name)));
        return new KStream<TNewKey, TNewValue>(Builder, name, keySerde, valueSerde, keyOrigin);
    }

    /// <summary>Adds a step that ends this stream.</summary>
    private void AddEnd(string prefix, Named? named, Func<string, ProcessorNode> create)
    {
        var name = Builder.Names.Given(named?.Name, prefix);
        Builder.Graph.Add(new EndDefinition<TKey, TValue>(name, [NodeName], () => create(name)));
    }
}
