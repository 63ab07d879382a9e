using Commands.Streams.State.Bytes;

namespace Commands.Streams.RocksDb.Tests.Support;

/// <summary>A store, and beside it what it should hold.</summary>
internal sealed class ModelRun : IDisposable
{
    private readonly List<Action<SortedDictionary<byte[], byte[]>>> _writes = [];
    private readonly SortedDictionary<byte[], byte[]> _model = new(BytesOrder.Instance);
    private StoreDirectory _directory = new();
    private byte[]? _metadata;
    private IBytesStore _store;
    private BytesBatch _batch;

    public ModelRun()
    {
        _store = _directory.Open();
        _batch = _store.CreateBatch();
    }

    public void Put(byte[] key, byte[] value)
    {
        _batch.Put(key, value);
        _writes.Add(model => model[key] = value);
    }

    public void Delete(byte[] key)
    {
        _batch.Delete(key);
        _writes.Add(model => model.Remove(key));
    }

    public void DeleteRange(byte[] from, byte[] to)
    {
        _batch.DeleteRange(from, to);
        _writes.Add(
            model =>
            {
                foreach (var key in model.Keys.Where(key => IsWithin(key, from, to)).ToList())
                {
                    model.Remove(key);
                }
            });
    }

    public void Apply(byte[] metadata)
    {
        _batch.Apply(metadata);
        _writes.ForEach(write => write(_model));
        _writes.Clear();
        _metadata = metadata.Length > 0 ? metadata : _metadata;
    }

    public void Discard()
    {
        _batch.Clear();
        _writes.Clear();
    }

    /// <summary>Applies what is open as a restoration does.</summary>
    public void Restore()
    {
        _store.BeginRestore();
        Apply([1]);
        _store.EndRestore();
    }

    public void Reopen()
    {
        _store.Dispose();
        Open();
    }

    public void Kill()
    {
        var copy = _directory.Kill();
        _store.Dispose();
        _directory.Dispose();
        _directory = copy;
        Open();
    }

    public void Clear()
    {
        _store.Clear();
        _model.Clear();
        _writes.Clear();
        _metadata = null;
        _batch = _store.CreateBatch();
    }

    public void Compare()
    {
        CompareRange(default);
        foreach (var (key, value) in _model)
        {
            _store.TryGet(key, out var found).Should().BeTrue();
            found.ToArray().Should().Equal(value);
        }

        (_store.Metadata ?? []).Should().Equal(_metadata ?? []);
        _store.TryGet([2, 2], out _).Should().BeFalse();
    }

    public void CompareRange(BytesRange range)
    {
        var expected = new List<string>();
        foreach (var (key, value) in _model)
        {
            if (key.AsSpan().SequenceCompareTo(range.From) >= 0 && (!range.HasTo || key.AsSpan().SequenceCompareTo(range.To) < 0))
            {
                expected.Add(Entry(key, value));
            }
        }

        Scan(range, isReverse: false).Should().Equal(expected);
        expected.Reverse();
        Scan(range, isReverse: true).Should().Equal(expected);
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    private static bool IsWithin(byte[] key, byte[] from, byte[] to) =>
        BytesOrder.Instance.Compare(key, from) >= 0 && BytesOrder.Instance.Compare(key, to) < 0;

    private static string Entry(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => $"{Convert.ToHexString(key)}={Convert.ToHexString(value)}";

    private List<string> Scan(BytesRange range, bool isReverse)
    {
        var entries = new List<string>();
        using var cursor = _store.Scan(range, isReverse);
        while (cursor.MoveNext())
        {
            entries.Add(Entry(cursor.Key, cursor.Value));
        }

        cursor.MoveNext().Should().BeFalse();
        return entries;
    }

    private void Open()
    {
        _store = _directory.Open();
        _batch = _store.CreateBatch();
        _writes.Clear();
    }
}
