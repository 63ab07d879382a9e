using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.Staging;

/// <summary>Entries that stay until they are deleted: the staged store's own.</summary>
internal sealed class PlainEntries(StagedStore staged) : KeyValueEntries(staged)
{
    private readonly StagedStore _staged = staged;

    public override long ApproximateCount => _staged.ApproximateCount;

    public override bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => _staged.TryGet(key, out value);

    public override void Put(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value) => _staged.Put(key, value);

    public override void Delete(scoped ReadOnlySpan<byte> key) => _staged.Delete(key);

    public override BytesCursor Scan(scoped in BytesRange range, bool isReverse) => _staged.Scan(range, isReverse);

    public override ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> storeKey) => storeKey;

    public override ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> storeValue) => storeValue;
}
