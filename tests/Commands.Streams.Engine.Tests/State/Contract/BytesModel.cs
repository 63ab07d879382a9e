namespace Commands.Streams.Tests.State.Contract;

/// <summary>What a back end has to do, done in the simplest way: a sorted dictionary.</summary>
public sealed class BytesModel
{
    private readonly SortedDictionary<byte[], byte[]> _entries = new(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));

    public int Count => _entries.Count;

    public void Put(byte[] key, byte[] value) => _entries[key] = value;

    public void Delete(byte[] key) => _entries.Remove(key);

    public void DeleteRange(byte[] from, byte[] to)
    {
        foreach (var key in _entries.Keys.Where(key => IsIn(key, from, to)).ToList())
        {
            _entries.Remove(key);
        }
    }

    public void Clear() => _entries.Clear();

    public string? Get(byte[] key) => _entries.TryGetValue(key, out var value) ? Convert.ToHexString(value) : null;

    public List<string> Scan(byte[] from, byte[]? to, bool isReverse)
    {
        var found = _entries.Where(entry => IsIn(entry.Key, from, to)).Select(entry => Print(entry.Key, entry.Value)).ToList();
        if (isReverse)
        {
            found.Reverse();
        }

        return found;
    }

    public BytesModel Copy()
    {
        var copy = new BytesModel();
        foreach (var (key, value) in _entries)
        {
            copy.Put(key, value);
        }

        return copy;
    }

    public static string Print(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => $"{Convert.ToHexString(key)}={Convert.ToHexString(value)}";

    private static bool IsIn(byte[] key, byte[] from, byte[]? to) =>
        key.AsSpan().SequenceCompareTo(from) >= 0 && (to is null || key.AsSpan().SequenceCompareTo(to) < 0);
}
