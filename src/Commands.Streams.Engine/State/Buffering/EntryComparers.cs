
namespace Commands.Streams.State.Buffering;

/// <summary>Finds entries by the bytes of their keys.</summary>
internal sealed class EntryKeyComparer : IEqualityComparer<BufferedEntry>, IAlternateEqualityComparer<ReadOnlySpan<byte>, BufferedEntry>
{
    public static readonly EntryKeyComparer Instance = new();

    public bool Equals(BufferedEntry? left, BufferedEntry? right) => left is not null && right is not null && left.Key.SequenceEqual(right.Key);

    public int GetHashCode(BufferedEntry entry) => GetHashCode(entry.Key);

    public bool Equals(ReadOnlySpan<byte> key, BufferedEntry entry) => key.SequenceEqual(entry.Key);

    public int GetHashCode(ReadOnlySpan<byte> key) => Serialization.KeyEquality.HashOf(key);

    public BufferedEntry Create(ReadOnlySpan<byte> key)
    {
        var entry = new BufferedEntry();
        entry.Begin(key, 0);
        return entry;
    }
}

/// <summary>Sorts entries by time, and then by the bytes of their keys.</summary>
internal sealed class EntryTimeComparer : IComparer<BufferedEntry>
{
    public static readonly EntryTimeComparer Instance = new();

    public int Compare(BufferedEntry? left, BufferedEntry? right) =>
        left!.Time != right!.Time ? left.Time.CompareTo(right.Time) : left.Key.SequenceCompareTo(right.Key);
}
