using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.InMemory;

/// <summary>A back end in memory: points are found by hash; the order of keys is made when it is asked for first, and kept from then on.</summary>
internal sealed class InMemoryBytesStore : IBytesStore
{
    private readonly BytesTable _table = new();
    private readonly Stack<TableCursor> _cursors = new();
    private readonly InMemoryBatch _batch;

    public InMemoryBytesStore() => _batch = new InMemoryBatch(this);

    public bool IsPersistent => false;

    public long ApproximateCount => _table.Count;

    public byte[]? Metadata { get; private set; }

    public bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var slot = _table.Find(key);
        value = slot < 0 ? default : _table.Value(slot);
        return slot >= 0;
    }

    public BytesCursor Scan(scoped in BytesRange range, bool isReverse)
    {
        if (!_cursors.TryPop(out var cursor))
        {
            cursor = new TableCursor(_table, _cursors);
        }

        cursor.Open(range, isReverse);
        return cursor;
    }

    public BytesBatch CreateBatch()
    {
        _batch.Clear();
        return _batch;
    }

    public void BeginRestore()
    {
    }

    public void EndRestore()
    {
    }

    public void Clear()
    {
        _table.Clear();
        Metadata = null;
    }

    public void Dispose() => Clear();

    internal void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var hash = ByteHash.Compute(key);
        var slot = _table.Find(key, hash);
        if (slot < 0)
        {
            _table.Add(key, hash, hasValue: true, value);
        }
        else
        {
            _table.Set(slot, hasValue: true, value);
        }
    }

    internal void Delete(ReadOnlySpan<byte> key)
    {
        var slot = _table.Find(key);
        if (slot >= 0)
        {
            _table.Remove(slot);
        }
    }

    internal void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        using var cursor = Scan(new BytesRange { From = from, To = to, HasTo = true }, isReverse: false);
        while (cursor.MoveNext())
        {
            _table.Remove(((TableCursor)cursor).Slot);
        }
    }

    internal void SetMetadata(ReadOnlySpan<byte> metadata)
    {
        if (!metadata.IsEmpty && !metadata.SequenceEqual(Metadata))
        {
            Metadata = metadata.ToArray();
        }
    }
}
