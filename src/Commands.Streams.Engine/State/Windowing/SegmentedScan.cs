using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Windowing;

/// <summary>
/// Reads the entries of one key by time. In each segment they lie between those of other keys: all whose bytes begin alike are passed over, and only entries
/// with exactly this key are returned.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="retention">Its retention.</param>
/// <param name="owner">Where the scan goes when it is disposed.</param>
internal sealed class SegmentedScan(StagedStore store, StoreRetention retention, Stack<SegmentedScan> owner) : BytesCursor
{
    private readonly SegmentSteps _steps = new(store);
    private readonly BytesBuffer _userKey = new();
    private readonly BytesBuffer _from = new();
    private readonly BytesBuffer _to = new();
    private BytesCursor? _cursor;
    private long _earliest;
    private long _latest;
    private bool _isReverse;
    private bool _isOpen;

    public override ReadOnlySpan<byte> Key => _cursor!.Key;

    public override ReadOnlySpan<byte> Value => _cursor!.Value;

    /// <summary>Begins to read.</summary>
    /// <param name="key">The key.</param>
    /// <param name="from">The first time, included.</param>
    /// <param name="to">The last time, included.</param>
    /// <param name="isReverse"><see langword="true"/> to begin with the last time.</param>
    public void Open(ReadOnlySpan<byte> key, long from, long to, bool isReverse)
    {
        retention.Load(store.Store);
        _userKey.Set(key);
        _earliest = Math.Max(from, retention.Earliest);
        _latest = Math.Min(to, retention.Latest);
        (_isReverse, _isOpen, _cursor) = (isReverse, true, null);
        _steps.Open(_earliest, _latest, retention.Keys, isReverse);
    }

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        while (true)
        {
            while (_cursor?.MoveNext() == true)
            {
                if (retention.Keys.UserKey(_cursor.Key).SequenceEqual(_userKey.Span))
                {
                    return true;
                }
            }

            _cursor?.Dispose();
            _cursor = null;
            if (!_steps.MoveNext(out var segment))
            {
                return false;
            }

            SegmentedKeys.WriteBound(segment, _userKey.Span, (ulong)_earliest, _from);
            SegmentedKeys.WriteBound(segment, _userKey.Span, (ulong)_latest + 1, _to);
            _cursor = store.Scan(new BytesRange { From = _from.Span, To = _to.Span, HasTo = true }, _isReverse);
        }
    }

    public override void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            _cursor?.Dispose();
            _cursor = null;
            owner.Push(this);
        }
    }
}
