using System.Text;
using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>
/// Joins a response to its command: 1 to 512 bytes that mean something to the issuer alone. Compared byte for byte, never parsed, and given back
/// as they came. The default value holds no bytes and is no id.
/// </summary>
public readonly struct CorrelationId : IEquatable<CorrelationId>
{
    /// <summary>The most bytes an id may have. A longer header is still given back as it came, but is not read as an id.</summary>
    public const int MaxLength = 512;

    private readonly byte[]? _bytes;

    private CorrelationId(byte[] bytes) => _bytes = bytes;

    /// <summary>Writes ids as their bytes and reads them back, for streams that are keyed by them.</summary>
    public static ISerde<CorrelationId> Serde { get; } = new CorrelationIdSerde();

    /// <summary>The id's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Makes an id of bytes, which are copied.</summary>
    /// <param name="bytes">1 to 512 bytes.</param>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static CorrelationId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length is > 0 and <= MaxLength
        ? new CorrelationId(bytes.ToArray())
        : throw new ArgumentException($"A correlation id has 1 to {MaxLength} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Makes an id of text, as UTF-8.</summary>
    /// <param name="text">1 to 512 bytes of text.</param>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static CorrelationId FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromBytes(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Whether two ids are the same, byte for byte.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(CorrelationId left, CorrelationId right) => left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(CorrelationId left, CorrelationId right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CorrelationId other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CorrelationId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The id for people: its text if all bytes are printable ASCII, else its bytes in hexadecimal.</summary>
    public override string ToString() =>
        Bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? Convert.ToHexStringLower(Bytes) : Encoding.ASCII.GetString(Bytes);

    /// <summary>An id over bytes that nobody changes any more; null if they are not a valid id.</summary>
    internal static CorrelationId? Over(byte[]? bytes) => bytes is { Length: > 0 and <= MaxLength } ? new CorrelationId(bytes) : null;

    /// <summary>The bytes for a header, not copied: headers are never changed.</summary>
    internal byte[] ToHeader() => _bytes ?? throw new ArgumentException("The correlation id is the type's default value, which is no id.");
}
