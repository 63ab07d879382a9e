using Commands.Streams.Serialization;

namespace Commands.Streams.Operators.Async;

/// <summary>
/// Identifies the lane of a record by its key, or by the key's bytes if its type does not compare values. Records without a key share a lane.
/// </summary>
internal readonly struct LaneKey<TKey>
{
    public static readonly IEqualityComparer<LaneKey<TKey>> Comparer = new KeyComparer();

    private readonly TKey? _key;
    private readonly byte[]? _bytes;

    public LaneKey(TKey? key) => _key = key;

    public LaneKey(byte[]? bytes) => _bytes = bytes;

    private sealed class KeyComparer : IEqualityComparer<LaneKey<TKey>>
    {
        public bool Equals(LaneKey<TKey> left, LaneKey<TKey> right) => left._bytes is { } bytes
            ? right._bytes is { } others && bytes.AsSpan().SequenceEqual(others)
            : right._bytes is null && EqualityComparer<TKey>.Default.Equals(left._key, right._key);

        public int GetHashCode(LaneKey<TKey> lane) =>
            lane._bytes is { } bytes ? KeyEquality.HashOf(bytes) : lane._key is null ? 0 : EqualityComparer<TKey>.Default.GetHashCode(lane._key);
    }
}
