using System.Text;
using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>
/// Joins a response to its command: 1 to 512 bytes that only the issuer can interpret. Compared by bytes, never parsed, and returned unchanged. The
/// default value has no bytes and is not a valid id.
/// </summary>
public readonly struct CorrelationId : IEquatable<CorrelationId>
{
    /// <summary>The greatest length of an id in bytes. A longer header is returned unchanged, but is not read as an id.</summary>
    public const int MaxLength = 512;

    private readonly byte[]? _bytes;

    private CorrelationId(byte[] bytes) => _bytes = bytes;

    /// <summary>Writes ids as their bytes and reads them back, for streams that are keyed by correlation id.</summary>
    public static ISerde<CorrelationId> Serde { get; } = new CorrelationIdSerde();

    /// <summary>The id's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Creates an id from bytes, which are copied.</summary>
    /// <param name="bytes">1 to 512 bytes.</param>
    /// <exception cref="ArgumentException">There are no bytes, or too many.</exception>
    public static CorrelationId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length is > 0 and <= MaxLength
        ? new CorrelationId(bytes.ToArray())
        : throw new ArgumentException($"A correlation id must have 1 to {MaxLength} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Creates an id from text in UTF-8.</summary>
    /// <param name="text">1 to 512 bytes of text.</param>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public static CorrelationId FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromBytes(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Returns <see langword="true"/> if two ids have the same bytes; otherwise <see langword="false"/>.</summary>
    /// <param name="left">The first id.</param>
    /// <param name="right">The second id.</param>
    public static bool operator ==(CorrelationId left, CorrelationId right) => left.Equals(right);

    /// <summary>Returns <see langword="true"/> if two ids have different bytes; otherwise <see langword="false"/>.</summary>
    /// <param name="left">The first id.</param>
    /// <param name="right">The second id.</param>
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

    /// <summary>Returns the id in readable form: as text if all bytes are printable ASCII, otherwise in hexadecimal.</summary>
    public override string ToString() =>
        Bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? Convert.ToHexStringLower(Bytes) : Encoding.ASCII.GetString(Bytes);

    /// <summary>Creates an id over bytes that are never modified; null if they are not a valid id.</summary>
    internal static CorrelationId? Over(byte[]? bytes) => bytes is { Length: > 0 and <= MaxLength } ? new CorrelationId(bytes) : null;

    /// <summary>The bytes for a header. They are not copied, because headers are never modified.</summary>
    internal byte[] ToHeader() => _bytes ?? throw new ArgumentException(
        "The correlation id is the type's default value, which is not an id. Create one with FromText, or omit it.");
}
