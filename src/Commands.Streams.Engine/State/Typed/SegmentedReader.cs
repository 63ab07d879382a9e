using Commands.Streams.Serialization;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Windowing;

namespace Commands.Streams.State.Typed;

/// <summary>Opens cursors of a store with segmented keys, and reuses them.</summary>
internal sealed class SegmentedReader<TKey, TValue>(StagedStore staged, StoreRetention retention, StoreSerdes<TKey, TValue> serdes)
{
    private readonly Stack<SegmentedCursor<TKey, TValue>> _cursors = new();
    private readonly Stack<SegmentedScan> _scans = new();
    private readonly Stack<TimeOrderedScan> _orderedScans = new();
    private readonly SerializationBuffer _keyTo = new();

    /// <summary>Reads the entries of a key by time.</summary>
    /// <param name="key">The key.</param>
    /// <param name="from">The first time, included.</param>
    /// <param name="to">The last time, included.</param>
    /// <param name="isReverse"><see langword="true"/> to begin with the last time.</param>
    /// <param name="latestStart">Passes over sessions that start later.</param>
    public SegmentedCursor<TKey, TValue> Scan(ReadOnlySpan<byte> key, long from, long to, bool isReverse, long latestStart = long.MaxValue)
    {
        if (!_scans.TryPop(out var scan))
        {
            scan = new SegmentedScan(staged, retention, _scans);
        }

        scan.Open(key, from, to, isReverse);
        return Open(scan, latestStart);
    }

    /// <summary>Reads the entries of all keys by time, and then by key.</summary>
    public SegmentedCursor<TKey, TValue> ScanAll(long from, long to, bool isReverse, bool includesHidden = false)
    {
        var scan = OrderedScan();
        scan.Open(from, to, isReverse, includesHidden);
        return Open(scan);
    }

    /// <summary>Reads the entries of a range of keys by time, and then by key.</summary>
    public SegmentedCursor<TKey, TValue> ScanRange(TKey keyFrom, TKey keyTo, long from, long to)
    {
        _keyTo.Clear();
        serdes.Append(keyTo, _keyTo);
        var scan = OrderedScan();
        scan.Open(serdes.Key(keyFrom), _keyTo.Written, from, to, isReverse: false);
        return Open(scan);
    }

    private TimeOrderedScan OrderedScan() => _orderedScans.TryPop(out var scan) ? scan : new TimeOrderedScan(staged, retention, _orderedScans);

    private SegmentedCursor<TKey, TValue> Open(BytesCursor scan, long latestStart = long.MaxValue)
    {
        if (!_cursors.TryPop(out var cursor))
        {
            cursor = new SegmentedCursor<TKey, TValue>(retention.Keys, serdes, _cursors);
        }

        cursor.Open(scan, latestStart);
        return cursor;
    }
}
