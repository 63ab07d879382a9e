namespace Commands.Streams.Operators;

/// <summary>A record's key as the name of its lane. Records without a key share one; byte arrays are equal when their bytes are.</summary>
internal readonly struct LaneKey<TKey>(TKey key)
{
    public static readonly IEqualityComparer<LaneKey<TKey>> Comparer = new KeyComparer();

    private readonly TKey _key = key;

    private sealed class KeyComparer : IEqualityComparer<LaneKey<TKey>>
    {
        public bool Equals(LaneKey<TKey> left, LaneKey<TKey> right) => left._key is byte[] leftBytes && right._key is byte[] rightBytes
            ? leftBytes.AsSpan().SequenceEqual(rightBytes)
            : EqualityComparer<TKey>.Default.Equals(left._key, right._key);

        public int GetHashCode(LaneKey<TKey> lane)
        {
            if (lane._key is byte[] bytes)
            {
                var hash = new HashCode();
                hash.AddBytes(bytes);
                return hash.ToHashCode();
            }

            return lane._key is null ? 0 : EqualityComparer<TKey>.Default.GetHashCode(lane._key);
        }
    }
}
