using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Staging;

/// <summary>Merges two ordered sequences, the staged entries and those of the back end. Staged entries win, deletes included.</summary>
/// <param name="owner">Where the cursor goes when it is disposed.</param>
internal sealed class StagedCursor(Stack<StagedCursor> owner) : BytesCursor
{
    private StagedEntries _entries = null!;
    private StoreRetention? _retention;
    private TableCursor _staged = null!;
    private BytesCursor _stored = null!;
    private BytesCursor _present = null!;
    private bool _isReverse;
    private bool _isOpen;
    private bool _isBeginning;
    private int _version;
    private Side _staging;
    private Side _storage;

    /// <summary>What is known of one of the two sequences.</summary>
    private enum Side
    {
        /// <summary>Its entry was returned or skipped, and the next one is not read yet.</summary>
        Behind,

        /// <summary>Its entry waits to be compared.</summary>
        Waiting,

        /// <summary>There is no more.</summary>
        Ended,
    }

    public override ReadOnlySpan<byte> Key => _present.Key;

    public override ReadOnlySpan<byte> Value => _present.Value;

    public void Open(StagedEntries entries, TableCursor staged, BytesCursor stored, StoreRetention? retention, bool isReverse)
    {
        (_entries, _staged, _stored, _present, _retention) = (entries, staged, stored, stored, retention);
        (_isReverse, _isOpen, _isBeginning, _version) = (isReverse, true, true, entries.Table.Version);
        (_staging, _storage) = (Side.Behind, Side.Behind);
        entries.OpenCursors++;
    }

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        if (_version != _entries.Table.Version)
        {
            // The staged entry that waits was chosen before the write: look again from where the reader is.
            _version = _entries.Table.Version;
            _staged.MoveBehind(_isBeginning ? default : _present.Key, _isBeginning);
            _staging = Side.Behind;
        }

        var isFound = Find();
        _isBeginning &= !isFound;
        return isFound;
    }

    public override void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            _entries.OpenCursors--;
            _staged.Dispose();
            _stored.Dispose();
            owner.Push(this);
        }
    }

    private bool Find()
    {
        while (true)
        {
            Advance(_staged, ref _staging);
            Advance(_stored, ref _storage);
            if (_staging == Side.Ended && _storage == Side.Ended)
            {
                return false;
            }

            var order = _storage == Side.Ended ? -1 : _staging == Side.Ended ? 1 : Compare();
            if (order <= 0 ? TakeStaged(isBoth: order == 0) : TakeStored())
            {
                return true;
            }
        }
    }

    private bool TakeStored()
    {
        _storage = Side.Behind;
        _present = _stored;
        return _retention is null || !_retention.IsHiddenFromReaders(_stored.Key);
    }

    private bool TakeStaged(bool isBoth)
    {
        _staging = Side.Behind;
        if (isBoth)
        {
            _storage = Side.Behind;
        }

        var slot = _staged.Slot;
        if (!_entries.Table.HasValue(slot) || (_retention is not null && !_entries.IsDirty(slot) && _retention.IsHiddenFromReaders(_staged.Key)))
        {
            return false;
        }

        _present = _staged;
        return true;
    }

    private static void Advance(BytesCursor cursor, ref Side side)
    {
        if (side == Side.Behind)
        {
            side = cursor.MoveNext() ? Side.Waiting : Side.Ended;
        }
    }

    private int Compare()
    {
        var order = _staged.Key.SequenceCompareTo(_stored.Key);
        return _isReverse ? -order : order;
    }
}
