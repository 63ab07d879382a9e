using Commands.Streams.State.Bytes;
using Commands.Streams.State.Layouts;

namespace Commands.Streams.State.Staging;

/// <summary>
/// Decides which entries of a store with a retention are visible. The store's time is the largest time of a flushed entry, deletes included; an entry is
/// hidden, and a write to it refused, when its time is not later than the store's time minus the retention. So the rule is exact, whatever the back end still
/// holds. Entries that are dirty in a cache are always visible, because the store has not been told of them; readers of a cached store see also what has been
/// hidden since the store was opened, as long as it is there, because a cache would still hold it.
/// </summary>
/// <param name="keys">The layout of keys.</param>
/// <param name="retention">The retention in milliseconds.</param>
internal sealed class StoreRetention(SegmentedKeys keys, long retention)
{
    private const long Unknown = -1;

    private readonly TimeMark _time = new();
    private readonly byte[] _end = new byte[SegmentedKeys.PrefixLength];
    private long _firstSegment;
    private long _earliestDirty = long.MaxValue;
    private long _latestDirty = Unknown;
    private long _edgeWhenOpened = Unknown;
    private bool _isLoaded;

    public SegmentedKeys Keys => keys;

    /// <summary><see langword="true"/> if readers see what has been hidden since the store was opened; otherwise <see langword="false"/>.</summary>
    public bool IsCached { get; set; }

    /// <summary>The latest time that is hidden; negative if nothing is.</summary>
    public long Edge => _time.Time - retention;

    /// <summary>The earliest time that can be visible.</summary>
    public long Earliest => Math.Max(0, Math.Min(ReaderEdge + 1, _earliestDirty));

    /// <summary>The latest time that can be visible; -1 if the store is empty.</summary>
    public long Latest => Math.Max(_time.Time, _latestDirty);

    private long ReaderEdge => IsCached ? _edgeWhenOpened : Edge;

    /// <summary>Finds out the time of a store that was just opened, or whose content has changed from outside.</summary>
    public void Load(IBytesStore store)
    {
        if (_isLoaded)
        {
            return;
        }

        _isLoaded = true;
        _time.Load(store);
        _edgeWhenOpened = Edge;
    }

    /// <summary>Moves the store's time if an entry is later.</summary>
    /// <returns><see langword="true"/> if the entry can be written; <see langword="false"/> if it has left the retention.</returns>
    public bool Observe(ReadOnlySpan<byte> key)
    {
        var time = keys.Time(key);
        _time.Observe(time);
        return time > Edge;
    }

    /// <summary>Takes notice of an entry that is dirty in a cache.</summary>
    public void ObserveDirty(ReadOnlySpan<byte> key)
    {
        var time = keys.Time(key);
        _earliestDirty = Math.Min(_earliestDirty, time);
        _latestDirty = Math.Max(_latestDirty, time);
    }

    /// <summary>Nothing is dirty any more.</summary>
    public void ForgetDirty() => (_earliestDirty, _latestDirty) = (long.MaxValue, Unknown);

    /// <summary><see langword="true"/> if an entry has left the retention; otherwise <see langword="false"/>.</summary>
    public bool IsHidden(ReadOnlySpan<byte> key) => keys.Time(key) <= Edge;

    /// <summary><see langword="true"/> if readers do not see an entry; otherwise <see langword="false"/>.</summary>
    public bool IsHiddenFromReaders(ReadOnlySpan<byte> key) => keys.Time(key) <= ReaderEdge;

    /// <summary>
    /// <see langword="true"/> if an entry is in a segment that has left the retention as a whole; otherwise, and for what is not an entry,
    /// <see langword="false"/>.
    /// </summary>
    public bool IsDeleted(ReadOnlySpan<byte> key) => (ulong)SegmentedKeys.Segment(key) < (ulong)_firstSegment;

    /// <summary>
    /// <see langword="true"/> if a write is to be reported as expired; otherwise <see langword="false"/>. As in Kafka Streams, it is not as long
    /// as its segment is kept, although it is hidden.
    /// </summary>
    public bool IsOutside(ReadOnlySpan<byte> key) => SegmentedKeys.Segment(key) < keys.SegmentOf(Math.Max(0, _time.Time - retention));

    /// <summary>Adds the store's time, and the deletion of segments that have left the retention.</summary>
    /// <returns><see langword="true"/> if there is such a segment; otherwise <see langword="false"/>.</returns>
    public bool AddTo(BytesBatch batch)
    {
        _time.AddTo(batch);
        var first = keys.SegmentOf(Math.Max(0, _time.Time - retention + 1));
        if (first <= _firstSegment)
        {
            return false;
        }

        _firstSegment = first;
        SegmentedKeys.WriteSegment(first, _end);
        batch.DeleteRange([0], _end);
        return true;
    }

    /// <summary>Forgets the store's time.</summary>
    public void Reset()
    {
        _isLoaded = false;
        _firstSegment = 0;
        ForgetDirty();
    }
}
