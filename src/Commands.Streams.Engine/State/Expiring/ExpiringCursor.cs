using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.Expiring;

/// <summary>Passes over expired entries.</summary>
internal sealed class ExpiringCursor(ExpiringEntries entries, Stack<ExpiringCursor> owner) : BytesCursor
{
    private BytesCursor? _cursor;

    public override ReadOnlySpan<byte> Key => entries.KeyOf(_cursor!.Key);

    public override ReadOnlySpan<byte> Value => entries.ValueOf(_cursor!.Value);

    public void Open(BytesCursor cursor) => _cursor = cursor;

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_cursor is null, this);
        while (_cursor.MoveNext())
        {
            if (!entries.IsExpired(_cursor.Value))
            {
                return true;
            }
        }

        return false;
    }

    public override void Dispose()
    {
        if (_cursor is not null)
        {
            _cursor.Dispose();
            _cursor = null;
            owner.Push(this);
        }
    }
}
