using System.ComponentModel;

namespace Commands.Streams.State.Bytes;

/// <summary>
/// The back end of one store of one task: an ordered map of bytes, compared as unsigned numbers, with a few bytes of metadata that change together with the
/// content. It holds committed content only; what is not committed is kept in memory above it. Used by one thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBytesStore : IDisposable
{
    /// <summary><see langword="true"/> if the content outlives the process; otherwise <see langword="false"/>.</summary>
    bool IsPersistent { get; }

    /// <summary>The approximate number of entries.</summary>
    long ApproximateCount { get; }

    /// <summary>The metadata of the last batch, or <see langword="null"/> if there were none.</summary>
    byte[]? Metadata { get; }

    /// <summary>Looks up a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; valid until the next call of any member of the store.</param>
    /// <returns><see langword="true"/> if there is such a key; otherwise <see langword="false"/>.</returns>
    bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value);

    /// <summary>Reads entries in order. Several cursors may be open at once; no batch is applied while one is.</summary>
    /// <param name="range">The keys.</param>
    /// <param name="isReverse"><see langword="true"/> to begin with the largest key.</param>
    /// <returns>A cursor before the first entry, which the caller disposes.</returns>
    BytesCursor Scan(scoped in BytesRange range, bool isReverse);

    /// <summary>Returns the store's batch, which is empty. There is one, reused for each write.</summary>
    BytesBatch CreateBatch();

    /// <summary>
    /// Says that batches until <see cref="EndRestore"/> come from the changelog: they may be written in any way that is fast, as long as a crash leaves content
    /// and metadata that belong together.
    /// </summary>
    void BeginRestore();

    /// <summary>Ends the restoration: what was written is as durable as anything else.</summary>
    void EndRestore();

    /// <summary>Deletes all content and metadata.</summary>
    void Clear();
}
