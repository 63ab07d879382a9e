using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Buffering;

/// <summary>
/// The keys that have changed since the last commit, in the order in which Kafka Streams writes them to the changelog: that of a hash set of Java, which
/// grows and never shrinks.
/// </summary>
internal sealed class ChangedKeys
{
    private const int MinCapacity = 16;

    private readonly List<BytesBuffer> _keys = [];
    private readonly HashSet<BytesBuffer> _set = new(BytesKeyComparer.Instance);
    private readonly HashSet<BytesBuffer>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly Stack<BytesBuffer> _pool = new();
    private readonly List<long> _order = [];
    private int _capacity = MinCapacity;

    public ChangedKeys() => _lookup = _set.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _keys.Count;

    public void Add(ReadOnlySpan<byte> key)
    {
        if (_lookup.Contains(key))
        {
            return;
        }

        var added = _pool.Count > 0 ? _pool.Pop() : new BytesBuffer();
        added.Set(key);
        _set.Add(added);
        _keys.Add(added);
        while (_keys.Count > _capacity / 4 * 3)
        {
            _capacity *= 2;
        }
    }

    /// <summary>Sorts the keys by their places in the hash table; those in the same place stay as they were added.</summary>
    public void Sort()
    {
        _order.Clear();
        foreach (var key in _keys)
        {
            _order.Add(((long)Bucket(key.Span) << 32) | (uint)_order.Count);
        }

        _order.Sort();
    }

    /// <summary>Returns a key by its place in the order that <see cref="Sort"/> made.</summary>
    public ReadOnlySpan<byte> Sorted(int index) => _keys[(int)(_order[index] & uint.MaxValue)].Span;

    public void Clear()
    {
        foreach (var key in _keys)
        {
            _pool.Push(key);
        }

        _set.Clear();
        _keys.Clear();
    }

    private int Bucket(ReadOnlySpan<byte> key)
    {
        var hash = 1;
        foreach (var part in key)
        {
            hash = unchecked((hash * 31) + (sbyte)part);
        }

        return (hash ^ (hash >>> 16)) & (_capacity - 1);
    }
}
