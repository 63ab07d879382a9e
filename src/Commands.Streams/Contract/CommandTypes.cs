using System.Buffers;
using System.Text;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>
/// Several types of commands on one stream: a closed map from the text of <see cref="CommandHeaders.Type"/> to a type and its serde. A command with
/// another type, or none, cannot be read: with <c>DeadLetterTo</c> it becomes a dead letter, and its issuer receives
/// <see cref="CommandErrors.UnknownType"/>. Immutable; a handler distinguishes the types with a <c>switch</c>.
/// </summary>
/// <typeparam name="TCommand">The common interface or base class of the types.</typeparam>
public sealed class CommandTypes<TCommand> : ISerde<TCommand>, ICommandTypes<TCommand>
    where TCommand : class
{
    private readonly IReadOnlyList<Entry> _entries;

    /// <summary>Creates an empty map.</summary>
    public CommandTypes()
        : this([])
    {
    }

    private CommandTypes(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>The names, in the order in which they were added.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Select(entry => entry.Name)];

    /// <summary>Returns a map with one more type.</summary>
    /// <typeparam name="T">The type. Commands are looked up by their exact type, so a base type does not cover the types derived from it.</typeparam>
    /// <param name="name">The text of the header: a short, stable name of at most 256 bytes.</param>
    /// <param name="serde">The serde for commands of this type.</param>
    /// <exception cref="ArgumentException">The map already has the name or the type, or the name is empty or too long.</exception>
    public CommandTypes<TCommand> Add<T>(string name, ISerde<T> serde)
        where T : TCommand
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(serde);
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length > HeaderText.MaxErrorBytes)
        {
            throw new ArgumentException($"The name of {typeof(T)} has {bytes.Length} bytes. Use at most {HeaderText.MaxErrorBytes}.", nameof(name));
        }

        return _entries.FirstOrDefault(entry => entry.Name == name || entry.Type == typeof(T)) is { } other
            ? throw new ArgumentException(
                $"The command type '{name}' of {typeof(T)} clashes with '{other.Name}' of {other.Type}. Use each name and each type only once.", nameof(name))
            : new CommandTypes<TCommand>([.. _entries, new Entry<T>(name, bytes, serde)]);
    }

    /// <summary>Returns the name that a command is written with.</summary>
    /// <param name="command">The command.</param>
    /// <exception cref="ArgumentException">The type of the command is not in the map.</exception>
    public string NameOf(TCommand command) => EntryOf(command).Name;

    /// <summary>
    /// Returns headers with the type of a command, for issuers that write commands without a <see cref="CommandClient{TKey,TCommand}"/>, which adds
    /// the type itself.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="headers">The other headers; empty by default.</param>
    /// <exception cref="ArgumentException">The type of the command is not in the map.</exception>
    public Headers HeadersOf(TCommand command, Headers? headers = null) => (headers ?? Headers.Empty).Set(CommandHeaders.Type, EntryOf(command).Bytes);

    /// <inheritdoc/>
    public void Serialize(TCommand value, IBufferWriter<byte> destination, in SerializationContext context) =>
        EntryOf(value).Serialize(value, destination, in context);

    /// <inheritdoc/>
    /// <exception cref="CommandRejectedException">The headers name a type that is not in the map, or none.</exception>
    public TCommand Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var name = context.Headers.Last(CommandHeaders.Type);
        foreach (var entry in _entries)
        {
            if (name.AsSpan().SequenceEqual(entry.Bytes))
            {
                return entry.Deserialize(data, in context);
            }
        }

        throw new CommandRejectedException(CommandErrors.UnknownType, name is null
            ? $"The command has no type in its header '{CommandHeaders.Type}'. Known types: {string.Join(", ", Names)}."
            : $"The command has the unknown type '{HeaderText.Decode(name, HeaderText.MaxErrorBytes)}'. Known types: {string.Join(", ", Names)}.");
    }

    byte[]? ICommandTypes<TCommand>.HeaderOf(TCommand? command)
    {
        foreach (var entry in _entries)
        {
            if (entry.Type == command?.GetType())
            {
                return entry.Bytes;
            }
        }

        return null;
    }

    private Entry EntryOf(TCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (var entry in _entries)
        {
            if (entry.Type == command.GetType())
            {
                return entry;
            }
        }

        throw new ArgumentException($"{command.GetType()} is not among the command types ({string.Join(", ", Names)}). Add it to the map.", nameof(command));
    }

    private abstract class Entry(string name, byte[] bytes, Type type)
    {
        public string Name { get; } = name;

        public byte[] Bytes { get; } = bytes;

        public Type Type { get; } = type;

        public abstract void Serialize(TCommand value, IBufferWriter<byte> destination, in SerializationContext context);

        public abstract TCommand Deserialize(ReadOnlySpan<byte> data, in SerializationContext context);
    }

    private sealed class Entry<T>(string name, byte[] bytes, ISerde<T> serde) : Entry(name, bytes, typeof(T))
        where T : TCommand
    {
        public override void Serialize(TCommand value, IBufferWriter<byte> destination, in SerializationContext context) =>
            serde.Serialize((T)value, destination, in context);

        public override TCommand Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => serde.Deserialize(data, in context);
    }
}
