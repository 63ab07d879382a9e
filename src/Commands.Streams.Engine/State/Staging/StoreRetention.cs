using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;

namespace Commands.Streams.State.Staging;

/// <summary>
/// Decides which entries of a store with a retention are visible. The store's time is the largest time of a flushed entry, deletes included; an entry is
/// hidden, and a write to it refused, when its time is not later than the store's time minus the retention. So the rule is exact, whatever the back end still
/// holds. Entries that are dirty in a cache are always visible, because the store has not been told of them.
/// </summary>
/// <param name="keys">The layout of keys.</param>
/// <param name="retention">The retention in milliseconds.</param>
internal sealed class StoreRetention(SegmentedKeys keys, long retention)
{
    private const long Unknown = -1;

    private readonly BytesBuffer _key = new();
    private long _observed = Unknown;
    private long _marked = Unknown;
    private long _firstSegment;
    private long _earliestDirty = long.MaxValue;
    private long _latestDirty = Unknown;
    private bool _isLoaded;

    public SegmentedKeys Keys => keys;

    /// <summary>The earliest time that can be visible.</summary>
    public long Earliest => Math.Max(0, Math.Min(_observed - retention + 1, _earliestDirty));

    /// <summary>The latest time that can be visible; -1 if the store is empty.</summary>
    public long Latest => Math.Max(_observed, _latestDirty);

    /// <summary>Finds out the time of a store that was just opened, or whose content has changed from outside.</summary>
    public void Load(IBytesStore store)
    {
        if (_isLoaded)
        {
            return;
        }

        _isLoaded = true;
        _observed = _marked = ReadMark(store);
        using var last = store.Scan(new BytesRange { To = SegmentedKeys.End, HasTo = true }, isReverse: true);
        if (!last.MoveNext())
        {
            return;
        }

        // Within a segment, keys are not in the order of time. There may be entries behind the mark, because restored ones write none.
        var segment = last.Key[..SegmentedKeys.PrefixLength].ToArray();
        using var entries = store.Scan(new BytesRange { From = segment, To = SegmentedKeys.End, HasTo = true }, isReverse: false);
        while (entries.MoveNext())
        {
            _observed = Math.Max(_observed, keys.Time(entries.Key));
        }
    }

    /// <summary>Moves the store's time if an entry is later.</summary>
    /// <returns><see langword="true"/> if the entry can be written; <see langword="false"/> if it has left the retention.</returns>
    public bool Observe(ReadOnlySpan<byte> key)
    {
        var time = keys.Time(key);
        _observed = Math.Max(_observed, time);
        return !IsHidden(time);
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

    public bool IsHidden(ReadOnlySpan<byte> key) => IsHidden(keys.Time(key));

    /// <summary>
    /// <see langword="true"/> if an entry is in a segment that has left the retention as a whole; otherwise, and for what is not an entry,
    /// <see langword="false"/>.
    /// </summary>
    public bool IsDeleted(ReadOnlySpan<byte> key) => (ulong)SegmentedKeys.Segment(key) < (ulong)_firstSegment;

    /// <summary>Adds the deletion of segments that have left the retention, and the store's time.</summary>
    public void AddTo(BytesBatch batch)
    {
        if (_observed == Unknown || _observed == _marked)
        {
            return;
        }

        if (_marked != Unknown)
        {
            batch.Delete(StoreMarks.WriteTime(_marked, _key));
        }

        batch.Put(StoreMarks.WriteTime(_observed, _key), default);
        _marked = _observed;

        var first = keys.SegmentOf(Math.Max(0, _observed - retention + 1));
        if (first > _firstSegment)
        {
            _firstSegment = first;
            SegmentedKeys.WriteSegment(first, _key.Resize(SegmentedKeys.PrefixLength));
            batch.DeleteRange([0], _key.Span);
        }
    }

    /// <summary>Forgets the store's time.</summary>
    public void Reset()
    {
        _isLoaded = false;
        (_observed, _marked, _firstSegment) = (Unknown, Unknown, 0);
        ForgetDirty();
    }

    private static long ReadMark(IBytesStore store)
    {
        using var marks = store.Scan(new BytesRange { From = StoreMarks.Times, To = StoreMarks.TimesEnd, HasTo = true }, isReverse: true);
        return marks.MoveNext() ? StoreMarks.ReadTime(marks.Key) : Unknown;
    }

    private bool IsHidden(long time) => time <= _observed - retention;
}
