using System.Buffers;

namespace Commands.Streams.State.Staging;

/// <summary>
/// How the entries of a kind of store are written to its changelog, and read from there (semantics 2.18). Keeps no state, so one instance may serve all
/// stores of the kind.
/// </summary>
internal abstract class ChangelogFormat
{
    /// <summary>The key of an entry's changelog record.</summary>
    public abstract ReadOnlySpan<byte> LogKey(ReadOnlySpan<byte> storeKey);

    /// <summary>The value of an entry's changelog record, and its timestamp.</summary>
    /// <param name="storeKey">The entry's key.</param>
    /// <param name="storeValue">The entry's value.</param>
    /// <param name="info">The record that wrote the entry.</param>
    /// <param name="timestamp">The timestamp of the changelog record.</param>
    public abstract ReadOnlySpan<byte> LogValue(ReadOnlySpan<byte> storeKey, ReadOnlySpan<byte> storeValue, in EntryInfo info, out long timestamp);

    /// <summary>Makes the key of an entry from its changelog record.</summary>
    public abstract void WriteStoreKey(ReadOnlySpan<byte> logKey, long timestamp, IBufferWriter<byte> destination);

    /// <summary>Makes the value of an entry from its changelog record.</summary>
    public abstract void WriteStoreValue(ReadOnlySpan<byte> logValue, long timestamp, IBufferWriter<byte> destination);
}
