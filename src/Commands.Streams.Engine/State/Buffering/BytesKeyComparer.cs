using Commands.Streams.Serialization;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Buffering;

/// <summary>Finds keys by their bytes.</summary>
internal sealed class BytesKeyComparer : IEqualityComparer<BytesBuffer>, IAlternateEqualityComparer<ReadOnlySpan<byte>, BytesBuffer>
{
    public static readonly BytesKeyComparer Instance = new();

    public bool Equals(BytesBuffer? left, BytesBuffer? right) => left is not null && right is not null && left.Span.SequenceEqual(right.Span);

    public int GetHashCode(BytesBuffer key) => GetHashCode(key.Span);

    public bool Equals(ReadOnlySpan<byte> key, BytesBuffer other) => key.SequenceEqual(other.Span);

    public int GetHashCode(ReadOnlySpan<byte> key) => KeyEquality.HashOf(key);

    public BytesBuffer Create(ReadOnlySpan<byte> key)
    {
        var created = new BytesBuffer();
        created.Set(key);
        return created;
    }
}
