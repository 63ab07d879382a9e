using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.Staging;

/// <summary>The entries of a key-value store by the bytes of its keys and values, whatever else the staged store keeps for them.</summary>
internal abstract class KeyValueEntries(StagedStore staged)
{
    public StagedStore Staged => staged;

    public abstract long ApproximateCount { get; }

    /// <summary>Looks up a key. The value is valid until the next call.</summary>
    public abstract bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value);

    public abstract void Put(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value);

    public abstract void Delete(scoped ReadOnlySpan<byte> key);

    /// <summary>Reads entries in order.</summary>
    public abstract BytesCursor Scan(scoped in BytesRange range, bool isReverse);

    /// <summary>The key of an entry of the staged store.</summary>
    public abstract ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> storeKey);

    /// <summary>The value of an entry of the staged store.</summary>
    public abstract ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> storeValue);
}
