using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Operators.Joining;

/// <summary>Moves over the records that wait for a match. Dispose it; the store reuses it.</summary>
internal sealed class UnmatchedCursor<TKey>(UnmatchedStore<TKey> store, Stack<UnmatchedCursor<TKey>> owner) : IDisposable
{
    // Copies, because forwarding a value lets other nodes use stores.
    private readonly BytesBuffer _key = new();
    private readonly BytesBuffer _list = new();
    private BytesCursor? _cursor;
    private int _position;
    private int _valueStart;
    private int _valueLength;

    public TKey Key => store.ReadKey(_key.Span);

    public long Timestamp => UnmatchedStore<TKey>.Timestamp(_key.Span);

    public bool IsLeft => UnmatchedStore<TKey>.IsLeft(_key.Span);

    public ReadOnlySpan<byte> StoreKey => _key.Span;

    /// <summary>The value moved to with <see cref="MoveNextValue"/>.</summary>
    public ReadOnlySpan<byte> Value => _list.Span.Slice(_valueStart, _valueLength);

    public void Open(BytesCursor cursor) => _cursor = cursor;

    /// <summary>Moves to the next key, time and side.</summary>
    public bool MoveNext()
    {
        if (!_cursor!.MoveNext())
        {
            return false;
        }

        _key.Set(_cursor.Key);
        _list.Set(_cursor.Value);
        _position = 0;
        return true;
    }

    /// <summary>Moves to the next value with the present key, time and side.</summary>
    public bool MoveNextValue()
    {
        if (!UnmatchedList.TryRead(_list.Span, ref _position, out var value))
        {
            return false;
        }

        (_valueStart, _valueLength) = (_position - value.Length, value.Length);
        return true;
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
