using System.Text;
using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>
/// Identifies a command across repeated sends: a command that is sent again keeps its id, so that a subscriber can recognize it. Text of 1 to 1,024
/// bytes in UTF-8. The default value is not a valid id.
/// </summary>
public readonly record struct CommandId
{
    /// <summary>The greatest length of an id in bytes. A longer header is returned unchanged, but is not read as an id.</summary>
    public const int MaxLength = 1024;

    private readonly string? _text;

    private CommandId(string text) => _text = text;

    /// <summary>Writes ids as text and reads them back, for streams that are keyed by command id.</summary>
    public static ISerde<CommandId> Serde { get; } = new CommandIdSerde();

    /// <summary>The id's text.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>Creates an id from text.</summary>
    /// <param name="text">1 to 1,024 bytes of text.</param>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public static CommandId FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = Encoding.UTF8.GetByteCount(text);
        return length is > 0 and <= MaxLength
            ? new CommandId(text)
            : throw new ArgumentException($"A command id must have 1 to {MaxLength} bytes, not {length}.", nameof(text));
    }

    /// <summary>Returns the id that a command gets if none is set: its correlation id as text.</summary>
    /// <param name="correlationId">The correlation id.</param>
    public static CommandId From(CorrelationId correlationId) => new(correlationId.ToString());

    /// <summary>The id's text.</summary>
    public override string ToString() => Text;

    internal static CommandId? Over(byte[]? bytes) => bytes is { Length: > 0 and <= MaxLength } ? new CommandId(Encoding.UTF8.GetString(bytes)) : null;
}
