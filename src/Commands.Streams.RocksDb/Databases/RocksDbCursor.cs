using Commands.Streams.RocksDb.Native;
using Commands.Streams.State.Bytes;
using static Commands.Streams.RocksDb.Native.IteratorFunctions;

namespace Commands.Streams.RocksDb.Databases;

/// <summary>A cursor over an iterator of RocksDB, which sees the store as it was when the scan began.</summary>
/// <param name="store">The store, which reuses the cursor.</param>
/// <param name="native">The native part.</param>
internal sealed unsafe class RocksDbCursor(RocksDbStore store, NativeCursor native) : BytesCursor
{
    private bool _isReverse;
    private Position _position = Position.Disposed;

    private enum Position
    {
        BeforeFirst,
        OnEntry,
        AtEnd,
        Disposed,
    }

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Key => rocksdb_iter_key_slice(Current()).Span;

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Value => rocksdb_iter_value_slice(Current()).Span;

    /// <summary>Starts a scan.</summary>
    public void Start(nint database, scoped in BytesRange range, bool isReverse)
    {
        _isReverse = isReverse;

        // RocksDB does not define what an empty range means.
        if (range.HasTo && range.From.SequenceCompareTo(range.To) >= 0)
        {
            _position = Position.AtEnd;
            return;
        }

        native.Start(database, range);
        _position = Position.BeforeFirst;
    }

    /// <inheritdoc />
    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_position == Position.Disposed, this);
        if (_position == Position.AtEnd)
        {
            return false;
        }

        Move(Iterator());
        GC.KeepAlive(this);
        return _position == Position.OnEntry;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (_position != Position.Disposed)
        {
            _position = Position.Disposed;
            native.Stop();
            store.Reuse(this);
        }
    }

    private void Move(nint iterator)
    {
        switch (_position, _isReverse)
        {
            case (Position.BeforeFirst, false):
                rocksdb_iter_seek_to_first(iterator);
                break;
            case (Position.BeforeFirst, true):
                rocksdb_iter_seek_to_last(iterator);
                break;
            case (_, false):
                rocksdb_iter_next(iterator);
                break;
            default:
                rocksdb_iter_prev(iterator);
                break;
        }

        if (rocksdb_iter_valid(iterator) != 0)
        {
            _position = Position.OnEntry;
            return;
        }

        _position = Position.AtEnd;
        byte* error = null;
        rocksdb_iter_get_error(iterator, &error);
        if (error != null)
        {
            throw store.Failure.Create("read", NativeStatus.Take(error));
        }
    }

    private nint Current() => _position == Position.OnEntry
        ? Iterator()
        : throw new InvalidOperationException("The cursor is not on an entry. Call MoveNext first, and read only after it has returned true.");

    private nint Iterator()
    {
        ObjectDisposedException.ThrowIf(native.Iterator == 0, store);
        return native.Iterator;
    }
}
