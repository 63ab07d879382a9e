using System.Text;
using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>
/// Names a command across repeated sending: one that is sent again keeps its id, so that a subscriber can tell it is the same. Text of 1 to 1,024
/// bytes in UTF-8. The default value is no id.
/// </summary>
public readonly record struct CommandId
{
    /// <summary>The most bytes an id may have. A longer header is given back as it came, but is not read as an id.</summary>
    public const int MaxLength = 1024;

    private readonly string? _text;

    private CommandId(string text) => _text = text;

    /// <summary>Writes ids as text and reads them back, for streams that are keyed by them.</summary>
    public static ISerde<CommandId> Serde { get; } = new CommandIdSerde();

    /// <summary>The id's text.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>Makes an id of text.</summary>
    /// <param name="text">1 to 1,024 bytes of text.</param>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static CommandId FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = Encoding.UTF8.GetByteCount(text);
        return length is > 0 and <= MaxLength
            ? new CommandId(text)
            : throw new ArgumentException($"A command id has 1 to {MaxLength} bytes, not {length}.", nameof(text));
    }

    /// <summary>The id a command has on its first try unless it is given another: the text of its correlation id.</summary>
    /// <param name="correlationId">The correlation id.</param>
    public static CommandId From(CorrelationId correlationId) => new(correlationId.ToString());

    /// <summary>The id's text.</summary>
    public override string ToString() => Text;

    internal static CommandId? Over(byte[]? bytes) => bytes is { Length: > 0 and <= MaxLength } ? new CommandId(Encoding.UTF8.GetString(bytes)) : null;
}
