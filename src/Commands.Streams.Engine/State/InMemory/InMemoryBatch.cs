using System.Buffers.Binary;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.InMemory;

/// <summary>Keeps the writes of a batch one after the other in one buffer: what to do, two lengths, two spans.</summary>
internal sealed class InMemoryBatch(InMemoryBytesStore store) : BytesBatch
{
    private const int HeadSize = 1 + (2 * sizeof(int));
    private const int MaxKept = 1024 * 1024;

    private BytesBuffer _writes = new();

    private enum Write : byte
    {
        Put,
        Delete,
        DeleteRange,
    }

    public override void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Add(Write.Put, key, value);

    public override void Delete(ReadOnlySpan<byte> key) => Add(Write.Delete, key, default);

    public override void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => Add(Write.DeleteRange, from, to);

    public override void Apply(ReadOnlySpan<byte> metadata)
    {
        var rest = _writes.Span;
        while (!rest.IsEmpty)
        {
            var write = (Write)rest[0];
            var keyLength = BinaryPrimitives.ReadInt32LittleEndian(rest[1..]);
            var valueLength = BinaryPrimitives.ReadInt32LittleEndian(rest[(1 + sizeof(int))..]);
            var key = rest.Slice(HeadSize, keyLength);
            var value = rest.Slice(HeadSize + keyLength, valueLength);
            rest = rest[(HeadSize + keyLength + valueLength)..];
            switch (write)
            {
                case Write.Put:
                    store.Put(key, value);
                    break;
                case Write.Delete:
                    store.Delete(key);
                    break;
                default:
                    store.DeleteRange(key, value);
                    break;
            }
        }

        store.SetMetadata(metadata);

        // A buffer that a peak has left behind goes; one that each batch uses stays.
        if (_writes.Capacity > MaxKept && _writes.Length < _writes.Capacity / 8)
        {
            _writes = new BytesBuffer();
        }

        Clear();
    }

    public override void Clear() => _writes.Resize(0);

    private void Add(Write write, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var start = _writes.Length;
        var room = _writes.Resize(start + HeadSize + key.Length + value.Length)[start..];
        room[0] = (byte)write;
        BinaryPrimitives.WriteInt32LittleEndian(room[1..], key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room[(1 + sizeof(int))..], value.Length);
        key.CopyTo(room[HeadSize..]);
        value.CopyTo(room[(HeadSize + key.Length)..]);
    }
}
