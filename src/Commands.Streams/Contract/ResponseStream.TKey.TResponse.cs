using Commands.Streams.Clients;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>A stream of responses to commands: topic, types and serdes. Created by <see cref="ResponseStream.Define"/>. Immutable.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
public sealed class ResponseStream<TKey, TResponse>
{
    internal ResponseStream(string topic, ISerde<TKey> keySerde, ISerde<TResponse> valueSerde, int partitions)
    {
        TopicRules.Check(topic, partitions, "response stream");
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        Topic = topic;
        KeySerde = keySerde;
        ValueSerde = valueSerde;
        Partitions = partitions;
    }

    /// <summary>The topic that holds the responses.</summary>
    public string Topic { get; }

    /// <summary>The serde of the keys.</summary>
    public ISerde<TKey> KeySerde { get; }

    /// <summary>The serde of the responses.</summary>
    public ISerde<TResponse> ValueSerde { get; }

    /// <summary>The number of partitions to create the topic with. An existing topic keeps its number.</summary>
    public int Partitions { get; }

    /// <summary>The specification to create the topic with, by <see cref="ITopicAdmin.CreateTopicsAsync"/>.</summary>
    public TopicSpecification Specification => new(Topic, Partitions);

    /// <inheritdoc/>
    public override string ToString() => $"response stream '{Topic}'";
}
