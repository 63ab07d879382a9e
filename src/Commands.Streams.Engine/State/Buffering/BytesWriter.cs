using System.Buffers.Binary;
using System.Text;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Buffering;

/// <summary>Appends big-endian numbers, and bytes and text with their lengths before them; -1 stands for null.</summary>
internal sealed class BytesWriter(BytesBuffer destination)
{
    private const int Null = -1;

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), value);

    public void Bytes(bool hasValue, ReadOnlySpan<byte> value)
    {
        Int32(hasValue ? value.Length : Null);
        value.CopyTo(Room(value.Length));
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Int32(length);
        Encoding.UTF8.GetBytes(value, Room(length));
    }

    private Span<byte> Room(int length)
    {
        var start = destination.Length;
        return destination.Resize(start + length)[start..];
    }
}
