using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Versioning;

/// <summary>
/// Deletes versions of no use, deletes among them, of keys that are not written any more: from time to time it looks at some entries, one key after the other,
/// and begins again behind the last one.
/// </summary>
internal sealed class VersionSweep(StagedStore store)
{
    /// <summary>Each put pays for four entries, so the sweep gets around faster than the store grows.</summary>
    private const int Puts = 64;
    private const int Entries = 4 * Puts;

    private readonly BytesBuffer _from = new();
    private readonly BytesBuffer _previous = new();
    private int _puts;

    /// <summary>Called after each put.</summary>
    /// <param name="oldest">The first time of the history that the store keeps.</param>
    public void OnPut(long oldest)
    {
        if (++_puts >= Puts)
        {
            _puts = 0;
            Sweep(oldest);
        }
    }

    private void Sweep(long oldest)
    {
        using var cursor = store.Scan(new BytesRange { From = _from.Span, To = VersionKeys.End, HasTo = true }, isReverse: false);
        var (hasPrevious, isTombstone) = (false, false);
        for (var i = 0; i < Entries; i++)
        {
            if (!cursor.MoveNext())
            {
                Finish(hasPrevious && isTombstone, oldest);
                _from.Resize(0);
                return;
            }

            var isSameKey = hasPrevious && VersionKeys.Head(cursor.Key).SequenceEqual(VersionKeys.Head(_previous.Span));
            if (isSameKey ? VersionKeys.Timestamp(cursor.Key) <= oldest : isTombstone && VersionKeys.Timestamp(_previous.Span) <= oldest)
            {
                store.DeleteUnlogged(_previous.Span);
            }

            _previous.Set(cursor.Key);
            (hasPrevious, isTombstone) = (true, !VersionKeys.HasValue(cursor.Value));
        }

        _from.Set(_previous.Span);
    }

    /// <summary>The last entry of all is the latest version of its key.</summary>
    private void Finish(bool isTombstone, long oldest)
    {
        if (isTombstone && VersionKeys.Timestamp(_previous.Span) <= oldest)
        {
            store.DeleteUnlogged(_previous.Span);
        }
    }
}
