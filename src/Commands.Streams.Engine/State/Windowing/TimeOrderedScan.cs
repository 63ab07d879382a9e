using System.Runtime.InteropServices;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Windowing;

/// <summary>
/// Reads the entries of all keys, or of a range of keys, in the order of their time, and then of their key. In a segment they lie in the order of their keys;
/// so those of one segment after the other are copied and sorted.
/// </summary>
internal sealed class TimeOrderedScan : BytesCursor
{
    private readonly StagedStore _store;
    private readonly StoreRetention _retention;
    private readonly Stack<TimeOrderedScan> _owner;
    private readonly SegmentSteps _steps;
    private readonly Comparison<Item> _order;
    private readonly BytesBuffer _keyFrom = new();
    private readonly BytesBuffer _keyTo = new();
    private readonly BytesBuffer _bound = new();
    private readonly BytesBuffer _bytes = new();
    private readonly byte[] _end = new byte[SegmentedKeys.PrefixLength];
    private readonly List<Item> _items = [];
    private int _next;
    private long _earliest;
    private long _latest;
    private bool _hasKeys;
    private bool _isReverse;
    private bool _includesHidden;
    private bool _isOpen;

    /// <param name="store">The store.</param>
    /// <param name="retention">Its retention.</param>
    /// <param name="owner">Where the scan goes when it is disposed.</param>
    public TimeOrderedScan(StagedStore store, StoreRetention retention, Stack<TimeOrderedScan> owner)
    {
        (_store, _retention, _owner) = (store, retention, owner);
        _steps = new SegmentSteps(store);
        _order = Compare;
    }

    public override ReadOnlySpan<byte> Key => KeyOf(_items[_next - 1]);

    public override ReadOnlySpan<byte> Value
    {
        get
        {
            var item = _items[_next - 1];
            return _bytes.Span.Slice(item.Start + item.KeyLength, item.ValueLength);
        }
    }

    /// <summary>Begins to read the entries of all keys.</summary>
    /// <param name="from">The first time, included.</param>
    /// <param name="to">The last time, included.</param>
    /// <param name="isReverse"><see langword="true"/> to begin with the last time.</param>
    /// <param name="includesHidden"><see langword="true"/> to return entries that have left the retention too, as long as they are there.</param>
    public void Open(long from, long to, bool isReverse, bool includesHidden = false)
    {
        _retention.Load(_store.Store);
        _earliest = Math.Max(from, includesHidden ? 0 : _retention.Earliest);
        _latest = Math.Min(to, _retention.Latest);
        (_hasKeys, _isReverse, _includesHidden, _isOpen) = (false, isReverse, includesHidden, true);
        _keyFrom.Resize(0);
        _items.Clear();
        _next = 0;
        _steps.Open(_earliest, _latest, _retention.Keys, isReverse, includesHidden);
    }

    /// <summary>Begins to read the entries of a range of keys, both included.</summary>
    public void Open(ReadOnlySpan<byte> keyFrom, ReadOnlySpan<byte> keyTo, long from, long to, bool isReverse)
    {
        Open(from, to, isReverse);
        _hasKeys = true;
        _keyFrom.Set(keyFrom);
        _keyTo.Set(keyTo);
    }

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        while (_next == _items.Count)
        {
            if (!_steps.MoveNext(out var segment))
            {
                return false;
            }

            Collect(segment);
        }

        _next++;
        return true;
    }

    public override void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            _owner.Push(this);
        }
    }

    private void Collect(long segment)
    {
        _items.Clear();
        _bytes.Resize(0);
        _next = 0;
        var from = _bound.Resize(SegmentedKeys.PrefixLength + _keyFrom.Length);
        SegmentedKeys.WriteSegment(segment, from);
        _keyFrom.Span.CopyTo(from[SegmentedKeys.PrefixLength..]);
        SegmentedKeys.WriteSegment(segment + 1, _end);
        using var cursor = _store.Scan(new BytesRange { From = from, To = _end, HasTo = true }, isReverse: false, _includesHidden);
        while (cursor.MoveNext())
        {
            var key = cursor.Key;
            var time = _retention.Keys.Time(key);
            if (time >= _earliest && time <= _latest && (!_hasKeys || IsInRange(_retention.Keys.UserKey(key))))
            {
                var value = cursor.Value;
                _items.Add(new Item(time, _bytes.Length, key.Length, value.Length));
                _bytes.Append(key);
                _bytes.Append(value);
            }
        }

        CollectionsMarshal.AsSpan(_items).Sort(_order);
    }

    private int Compare(Item left, Item right)
    {
        var order = left.Time.CompareTo(right.Time);
        order = order != 0 ? order : UserKey(left).SequenceCompareTo(UserKey(right));
        order = order != 0 ? order : KeyOf(left).SequenceCompareTo(KeyOf(right));
        return _isReverse ? -order : order;
    }

    private bool IsInRange(ReadOnlySpan<byte> key) => key.SequenceCompareTo(_keyFrom.Span) >= 0 && key.SequenceCompareTo(_keyTo.Span) <= 0;

    private ReadOnlySpan<byte> KeyOf(Item item) => _bytes.Span.Slice(item.Start, item.KeyLength);

    private ReadOnlySpan<byte> UserKey(Item item) => _retention.Keys.UserKey(KeyOf(item));

    /// <summary>An entry of the segment at work: where its copy lies.</summary>
    private readonly record struct Item(long Time, int Start, int KeyLength, int ValueLength);
}
