using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.InMemory;

/// <summary>
/// Moves over the entries of a <see cref="BytesTable"/> in order. The table may change meanwhile: the cursor goes on behind the last key that it has returned.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="owner">Where the cursor goes when it is disposed.</param>
internal sealed class TableCursor(BytesTable table, Stack<TableCursor> owner) : BytesCursor
{
    private readonly BytesBuffer _from = new();
    private readonly BytesBuffer _to = new();
    private readonly BytesBuffer _last = new();
    private bool _hasTo;
    private bool _isReverse;
    private bool _isMoving;
    private bool _isOpen;
    private OrderPlace _place;
    private int _version;
    private int _slot;

    /// <summary>The slot of the present entry.</summary>
    public int Slot => _slot;

    public override ReadOnlySpan<byte> Key => _last.Span;

    public override ReadOnlySpan<byte> Value => table.Value(_slot);

    public void Open(scoped in BytesRange range, bool isReverse)
    {
        _from.Set(range.From);
        _to.Set(range.To);
        (_hasTo, _isReverse, _isMoving, _isOpen) = (range.HasTo, isReverse, false, true);
        var order = table.Order;
        _place = isReverse ? (range.HasTo ? order.Seek(range.To) : order.End) : order.Seek(range.From);
        _version = table.Version;
    }

    /// <summary>Goes on behind a key, or begins anew if nothing has been returned yet.</summary>
    public void MoveBehind(ReadOnlySpan<byte> key, bool isBeginning)
    {
        _isMoving = !isBeginning;
        _last.Set(key);
        FindPlace();
    }

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        if (_version != table.Version)
        {
            FindPlace();
        }

        return _isReverse ? MovePrevious() : MoveForward();
    }

    public override void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            owner.Push(this);
        }
    }

    private bool MoveForward()
    {
        if (!table.Order.TryNext(ref _place, out _slot))
        {
            return false;
        }

        var key = table.Key(_slot);
        if (_hasTo && key.SequenceCompareTo(_to.Span) >= 0)
        {
            return false;
        }

        return Keep(key);
    }

    private bool MovePrevious()
    {
        if (!table.Order.TryPrevious(ref _place, out _slot))
        {
            return false;
        }

        var key = table.Key(_slot);
        return key.SequenceCompareTo(_from.Span) >= 0 && Keep(key);
    }

    private bool Keep(ReadOnlySpan<byte> key)
    {
        _last.Set(key);
        return _isMoving = true;
    }

    private void FindPlace()
    {
        var order = table.Order;
        _version = table.Version;
        if (!_isMoving)
        {
            _place = _isReverse ? (_hasTo ? order.Seek(_to.Span) : order.End) : order.Seek(_from.Span);
            return;
        }

        _place = order.Seek(_last.Span);
        if (!_isReverse)
        {
            var behind = _place;
            if (order.TryNext(ref behind, out var slot) && table.Key(slot).SequenceEqual(_last.Span))
            {
                _place = behind;
            }
        }
    }
}
