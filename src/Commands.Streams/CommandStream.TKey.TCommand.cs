using Commands.Streams.Clients;
using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>A stream of commands for one subscriber service: topic, types and serdes. Made by <see cref="CommandStream.Define"/>. Immutable.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class CommandStream<TKey, TCommand>
{
    internal CommandStream(string topic, ISerde<TKey> keySerde, ISerde<TCommand> valueSerde, int partitions)
    {
        TopicRules.Check(topic, partitions, "command stream");
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        Topic = topic;
        KeySerde = keySerde;
        ValueSerde = valueSerde;
        Partitions = partitions;
    }

    /// <summary>The topic that holds the commands.</summary>
    public string Topic { get; }

    /// <summary>How keys are written and read.</summary>
    public ISerde<TKey> KeySerde { get; }

    /// <summary>How commands are written and read.</summary>
    public ISerde<TCommand> ValueSerde { get; }

    /// <summary>How many partitions the topic is made with. A topic that exists already keeps its own number.</summary>
    public int Partitions { get; }

    /// <summary>What to make the topic with, by <see cref="ITopicAdmin.CreateTopicsAsync"/>.</summary>
    public TopicSpecification Specification => new(Topic, Partitions);

    /// <inheritdoc/>
    public override string ToString() => $"command stream '{Topic}'";
}
