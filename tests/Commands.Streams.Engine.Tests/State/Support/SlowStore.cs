using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Tests.State.Support;

/// <summary>A back end in memory that passes for one on disk, and counts how often it is asked for a key.</summary>
internal sealed class SlowStore : IBytesStore
{
    private readonly InMemoryBytesStore _inner = new();

    public int Gets { get; private set; }

    public bool IsPersistent => true;

    public long ApproximateCount => _inner.ApproximateCount;

    public byte[]? Metadata => _inner.Metadata;

    public bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        Gets++;
        return _inner.TryGet(key, out value);
    }

    public BytesCursor Scan(scoped in BytesRange range, bool isReverse) => _inner.Scan(range, isReverse);

    public BytesBatch CreateBatch() => _inner.CreateBatch();

    public void BeginRestore() => _inner.BeginRestore();

    public void EndRestore() => _inner.EndRestore();

    public void Clear() => _inner.Clear();

    public void Dispose() => _inner.Dispose();
}
