using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.Staging;

/// <summary>
/// Keeps what is written to a store in memory until it is committed: the buffer of a transaction, the write-back cache and the removal of duplicates from the
/// changelog at once. A written entry is first dirty, then flushed (its changelog record is sent), then applied to the back end, in one batch with all
/// others, when the commit is through. So the back end never holds anything that is not committed. Worker only.
/// </summary>
/// <param name="store">The back end, which it owns.</param>
/// <param name="format">How entries are written to the changelog.</param>
/// <param name="isLogged">Whether there is a changelog.</param>
/// <param name="isCached">Whether entries stay dirty until <see cref="Flush"/>; if not, each write is flushed at once.</param>
internal sealed class StagedStore(IBytesStore store, ChangelogFormat format, bool isLogged, bool isCached) : IDisposable
{
    /// <summary>The back end.</summary>
    public IBytesStore Store => store;

    public ChangelogFormat Format => format;

    public bool IsLogged => isLogged;

    public bool IsCached => isCached;

    /// <summary>The task that the store belongs to at present; set before the first write.</summary>
    public IStoreContext? Context { get; set; }

    /// <summary>Hears of flushed entries, if the store is cached.</summary>
    public IFlushListener? Listener { get; set; }

    /// <summary>The bytes that dirty and flushed entries take in memory.</summary>
    public long Size => throw new NotImplementedException();

    /// <summary>Whether anything is dirty.</summary>
    public bool IsDirty => throw new NotImplementedException();

    /// <summary>Looks up a key: staged entries, deletes included, hide those of the back end. The value is valid until the next call.</summary>
    public bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => throw new NotImplementedException();

    public void Put(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value) => throw new NotImplementedException();

    public void Delete(scoped ReadOnlySpan<byte> key) => throw new NotImplementedException();

    /// <summary>Forgets a range of keys that have left the retention, here and, with the next batch, in the back end. The changelog is not told.</summary>
    public void Expire(scoped ReadOnlySpan<byte> from, scoped ReadOnlySpan<byte> to) => throw new NotImplementedException();

    /// <summary>Reads staged entries and those of the back end as one ordered sequence.</summary>
    public BytesCursor Scan(scoped in BytesRange range, bool isReverse) => throw new NotImplementedException();

    /// <summary>Sends dirty entries to the changelog, and to the listener, in the order in which they were written last.</summary>
    public void Flush() => throw new NotImplementedException();

    /// <summary>Everything that is flushed is committed: applies it to the back end in one batch. What is dirty stays.</summary>
    /// <param name="metadata">The back end's new metadata; empty to keep the present ones.</param>
    public void Apply(ReadOnlySpan<byte> metadata) => throw new NotImplementedException();

    /// <summary>Forgets what is not committed.</summary>
    public void Drop() => throw new NotImplementedException();

    public void Dispose() => store.Dispose();
}
