using Commands.Streams.Clients;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>A stream of commands for one subscriber service: topic, types and serdes. Made by <see cref="CommandStream.Define"/>. Immutable.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class CommandStream<TKey, TCommand>
{
    internal CommandStream(string topic, ISerde<TKey> keySerde, ISerde<TCommand> valueSerde, int partitions)
        : this(
            topic, keySerde, valueSerde, partitions, allowsNull: typeof(TCommand).IsValueType && default(TCommand) is null, CommandProfile.Default)
    {
    }

    private CommandStream(string topic, ISerde<TKey> keySerde, ISerde<TCommand> valueSerde, int partitions, bool allowsNull, CommandProfile profile)
    {
        TopicRules.Check(topic, partitions, "command stream");
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        Topic = topic;
        KeySerde = keySerde;
        ValueSerde = valueSerde;
        Partitions = partitions;
        AllowsNull = allowsNull;
        Profile = profile;
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

    /// <summary>The dialect of the stream's headers, for issuers that are given no other, and for the subscriber.</summary>
    /// <value>Default: <see cref="CommandProfile.Default"/>; see <see cref="WithProfile"/>.</value>
    public CommandProfile Profile { get; }

    /// <summary>What to make the topic with, by <see cref="ITopicAdmin.CreateTopicsAsync"/>.</summary>
    public TopicSpecification Specification => new(Topic, Partitions);

    /// <summary>The same stream with commands that may be without a value: its subscriber's handler is given <see langword="null"/>.</summary>
    /// <exception cref="InvalidOperationException">The type of commands is a value type that has no null.</exception>
    public CommandStream<TKey, TCommand> AllowNull() => default(TCommand) is null
        ? new CommandStream<TKey, TCommand>(Topic, KeySerde, ValueSerde, Partitions, allowsNull: true, Profile)
        : throw new InvalidOperationException(
            $"The commands of topic '{Topic}' are of type {typeof(TCommand).Name}, which has no null. Define the stream with {typeof(TCommand).Name}?.");

    /// <summary>
    /// The same stream in another dialect. Its issuers write the headers so; its subscriber reads header names of the dialect's own besides those it knows, and
    /// gives the correlation id back under its own name too.
    /// </summary>
    /// <param name="profile">The dialect.</param>
    /// <exception cref="ArgumentException">A header has no name, or the same name as another.</exception>
    public CommandStream<TKey, TCommand> WithProfile(CommandProfile profile)
    {
        ProfileRules.Check(profile, nameof(profile));
        return new CommandStream<TKey, TCommand>(Topic, KeySerde, ValueSerde, Partitions, AllowsNull, profile);
    }

    /// <inheritdoc/>
    public override string ToString() => $"command stream '{Topic}'";
}
