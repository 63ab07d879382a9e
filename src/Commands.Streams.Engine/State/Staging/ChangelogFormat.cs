using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.Staging;

/// <summary>
/// How the entries of a kind of store are written to its changelog, and read from there. One instance serves one store, on one thread at a time.
/// </summary>
internal abstract class ChangelogFormat
{
    /// <summary>Writes the changelog record of an entry.</summary>
    /// <param name="storeKey">The entry's key.</param>
    /// <param name="hasValue"><see langword="true"/> if there is a value; <see langword="false"/> if the entry was deleted.</param>
    /// <param name="storeValue">The entry's value.</param>
    /// <param name="info">The record that wrote the entry.</param>
    /// <param name="context">Where to write to.</param>
    public abstract void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context);

    /// <summary>Called before the first of some changelog records is restored into a back end.</summary>
    public virtual void BeginRestore(IBytesStore store)
    {
    }

    /// <summary>Adds what a store keeps beside its entries. Called before a batch of restored records is applied.</summary>
    public virtual void CompleteBatch(BytesBatch batch)
    {
    }

    /// <summary>Adds the writes to the back end that a changelog record stands for.</summary>
    /// <param name="logKey">The record's key.</param>
    /// <param name="hasValue"><see langword="true"/> if the record has a value; <see langword="false"/> if it is a tombstone.</param>
    /// <param name="logValue">The record's value.</param>
    /// <param name="timestamp">The record's timestamp.</param>
    /// <param name="batch">Where to add them.</param>
    /// <exception cref="FormatException">The record is not one of such a store.</exception>
    public abstract void Restore(ReadOnlySpan<byte> logKey, bool hasValue, ReadOnlySpan<byte> logValue, long timestamp, BytesBatch batch);
}
