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
        : this(topic, keySerde, valueSerde, partitions, allowsNull: typeof(TCommand).IsValueType && default(TCommand) is null)
    {
    }

    private CommandStream(string topic, ISerde<TKey> keySerde, ISerde<TCommand> valueSerde, int partitions, bool allowsNull)
    {
        TopicRules.Check(topic, partitions, "command stream");
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        Topic = topic;
        KeySerde = keySerde;
        ValueSerde = valueSerde;
        Partitions = partitions;
        AllowsNull = allowsNull;
    }

    /// <summary>The topic that holds the commands.</summary>
    public string Topic { get; }

    /// <summary>How keys are written and read.</summary>
    public ISerde<TKey> KeySerde { get; }

    /// <summary>How commands are written and read.</summary>
    public ISerde<TCommand> ValueSerde { get; }

    /// <summary>How many partitions the topic is made with. A topic that exists already keeps its own number.</summary>
    public int Partitions { get; }

    /// <summary>
    /// Whether a command may be without a value. If not, its subscriber answers one that is as rejected with <see cref="CommandErrors.Invalid"/>, and never
    /// calls its handler.
    /// </summary>
    /// <value>Default: true for nullable value types such as <c>long?</c>, otherwise false; see <see cref="AllowNull"/>.</value>
    public bool AllowsNull { get; }

    /// <summary>What to make the topic with, by <see cref="ITopicAdmin.CreateTopicsAsync"/>.</summary>
    public TopicSpecification Specification => new(Topic, Partitions);

    /// <summary>The same stream with commands that may be without a value: its subscriber's handler is given <see langword="null"/>.</summary>
    /// <exception cref="InvalidOperationException">The type of commands is a value type that has no null.</exception>
    public CommandStream<TKey, TCommand> AllowNull() => default(TCommand) is null
        ? new CommandStream<TKey, TCommand>(Topic, KeySerde, ValueSerde, Partitions, allowsNull: true)
        : throw new InvalidOperationException(
            $"The commands of topic '{Topic}' are of type {typeof(TCommand).Name}, which has no null. Define the stream with {typeof(TCommand).Name}?.");

    /// <inheritdoc/>
    public override string ToString() => $"command stream '{Topic}'";
}
