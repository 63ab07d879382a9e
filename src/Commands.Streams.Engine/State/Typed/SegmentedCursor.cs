using System.Buffers.Binary;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.Layouts;

namespace Commands.Streams.State.Typed;

/// <summary>Moves over windows or sessions, and reads the parts of an entry that are asked for. Dispose it; stores reuse disposed cursors.</summary>
internal sealed class SegmentedCursor<TKey, TValue>(
    SegmentedKeys keys, StoreSerdes<TKey, TValue> serdes, Stack<SegmentedCursor<TKey, TValue>> owner) : IDisposable
{
    private BytesCursor? _cursor;
    private long _latestStart;

    public TKey Key => serdes.ReadKey(keys.UserKey(_cursor!.Key));

    /// <summary>The start of a window, or the end of a session.</summary>
    public long Time => keys.Time(_cursor!.Key);

    /// <summary>The start of a session.</summary>
    public long SessionStart => BinaryPrimitives.ReadInt64BigEndian(_cursor!.Key[^sizeof(long)..]);

    public TValue Value => serdes.ReadValue(_cursor!.Value);

    /// <summary>The key in the store; valid until the next move.</summary>
    public ReadOnlySpan<byte> StoreKey => _cursor!.Key;

    /// <summary>Begins to read.</summary>
    /// <param name="cursor">The entries.</param>
    /// <param name="latestStart">Passes over sessions that start later.</param>
    public void Open(BytesCursor cursor, long latestStart = long.MaxValue) => (_cursor, _latestStart) = (cursor, latestStart);

    public bool MoveNext()
    {
        while (_cursor!.MoveNext())
        {
            if (_latestStart == long.MaxValue || SessionStart <= _latestStart)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        if (_cursor is not null)
        {
            _cursor.Dispose();
            _cursor = null;
            owner.Push(this);
        }
    }
}
