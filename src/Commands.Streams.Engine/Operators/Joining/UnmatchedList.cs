using System.Buffers.Binary;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Operators.Joining;

/// <summary>
/// The list of values with equal keys, times and sides as Kafka Streams writes it: a byte that says that lengths differ, the number of entries, and for each
/// its length, its side and the value.
/// </summary>
internal static class UnmatchedList
{
    private const byte VariableSize = 1;
    private const int HeaderLength = 1 + sizeof(int);
    private const int EntryHeaderLength = sizeof(int) + 1;

    /// <summary>Writes an empty list.</summary>
    public static void Begin(BytesBuffer list)
    {
        var header = list.Resize(HeaderLength);
        header.Clear();
        header[0] = VariableSize;
    }

    public static void Append(BytesBuffer list, bool isLeft, ReadOnlySpan<byte> value)
    {
        var start = list.Length;
        var bytes = list.Resize(start + EntryHeaderLength + value.Length);
        var count = bytes[1..HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(count, BinaryPrimitives.ReadInt32BigEndian(count) + 1);
        var entry = bytes[start..];
        BinaryPrimitives.WriteInt32BigEndian(entry, value.Length + 1);
        entry[sizeof(int)] = isLeft ? (byte)1 : (byte)0;
        value.CopyTo(entry[EntryHeaderLength..]);
    }

    /// <summary>Reads the next value.</summary>
    /// <param name="list">The list.</param>
    /// <param name="position">Where it is; 0 for the first.</param>
    /// <param name="value">The value.</param>
    /// <returns>False if there are no more.</returns>
    public static bool TryRead(ReadOnlySpan<byte> list, ref int position, out ReadOnlySpan<byte> value)
    {
        position = Math.Max(position, HeaderLength);
        if (position >= list.Length)
        {
            value = default;
            return false;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(list[position..]);
        value = list.Slice(position + EntryHeaderLength, length - 1);
        position += sizeof(int) + length;
        return true;
    }
}
