using Commands.Streams.Clients;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>A stream of commands for one subscriber service: topic, types and serdes. Created by <see cref="CommandStream.Define"/>. Immutable.</summary>
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

    /// <summary>The serde of the keys.</summary>
    public ISerde<TKey> KeySerde { get; }

    /// <summary>The serde of the commands.</summary>
    public ISerde<TCommand> ValueSerde { get; }

    /// <summary>The number of partitions to create the topic with. An existing topic keeps its number.</summary>
    public int Partitions { get; }

    /// <summary>
    /// <see langword="true"/> if commands may be null; otherwise <see langword="false"/>: the subscriber then rejects a null command with
    /// <see cref="CommandErrors.Invalid"/> and does not call its handler.
    /// </summary>
    /// <value>
    /// Default: <see langword="true"/> for nullable value types such as <c>long?</c>, otherwise <see langword="false"/>; see <see cref="AllowNull"/>.
    /// </value>
    public bool AllowsNull { get; }

    /// <summary>The header profile of the stream, for the subscriber and for issuers without their own.</summary>
    /// <value>Default: <see cref="CommandProfile.Default"/>; see <see cref="WithProfile"/>.</value>
    public CommandProfile Profile { get; }

    /// <summary>The specification to create the topic with, by <see cref="ITopicAdmin.CreateTopicsAsync"/>.</summary>
    public TopicSpecification Specification => new(Topic, Partitions);

    /// <summary>Returns the same stream with commands that may be null: the subscriber's handler receives <see langword="null"/>.</summary>
    /// <exception cref="InvalidOperationException">The type of the commands is a value type that cannot be null.</exception>
    public CommandStream<TKey, TCommand> AllowNull() => default(TCommand) is null
        ? new CommandStream<TKey, TCommand>(Topic, KeySerde, ValueSerde, Partitions, allowsNull: true, Profile)
        : throw new InvalidOperationException(
            $"The commands of topic '{Topic}' are of type {typeof(TCommand).Name}, which cannot be null. Define the stream with {typeof(TCommand).Name}?.");

    /// <summary>
    /// Returns the same stream with another header profile. Its issuers write headers by the profile; its subscriber reads the profile's custom
    /// header names in addition to those it knows, and also returns the correlation id under the custom name.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <exception cref="ArgumentException">A header has no name, or the same name as another.</exception>
    public CommandStream<TKey, TCommand> WithProfile(CommandProfile profile)
    {
        ProfileRules.Check(profile, nameof(profile));
        return new CommandStream<TKey, TCommand>(Topic, KeySerde, ValueSerde, Partitions, AllowsNull, profile);
    }

    /// <inheritdoc/>
    public override string ToString() => $"command stream '{Topic}'";
}
