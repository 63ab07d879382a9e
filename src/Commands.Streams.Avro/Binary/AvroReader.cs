using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Commands.Streams.Avro.Binary;

/// <summary>
/// Reads Avro's binary format from a span without trusting it: a length or count is accepted only if the remaining bytes could hold it, nesting is
/// limited, and items without bytes have a budget for the whole value.
/// </summary>
internal ref struct AvroReader(ReadOnlySpan<byte> data)
{
    /// <summary>The greatest nesting depth of records, arrays and maps.</summary>
    public const int MaxDepth = 200;

    /// <summary>The largest total number of items without bytes, such as nulls in an array, in one value.</summary>
    public const int MaxEmptyItems = 10_000;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position = 0;
    private int _depth = 0;
    private int _emptyItems = MaxEmptyItems;

    public readonly int Remaining => _data.Length - _position;

    /// <summary>Enters a nested level.</summary>
    public void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new AvroDataException($"The data nests deeper than {MaxDepth} levels at byte {_position}.");
        }
    }

    public void Leave() => _depth--;

    public bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        var other => throw new AvroDataException($"A boolean must be the byte 0 or 1, but byte {_position - 1} is {other}."),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32()
    {
        if ((uint)_position < (uint)_data.Length && _data[_position] is var first && first < 0x80)
        {
            _position++;
            return (first >> 1) ^ -(first & 1);
        }

        return ReadLongInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64()
    {
        if ((uint)_position < (uint)_data.Length && _data[_position] is var first && first < 0x80)
        {
            _position++;
            return (first >> 1) ^ -(first & 1);
        }

        return ReadLongInt64();
    }

    public float ReadSingle() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public string ReadString() => Encoding.UTF8.GetString(ReadSpan());

    public byte[] ReadBytes() => ReadSpan().ToArray();

    /// <summary>Reads bytes with a length prefix, without copying them.</summary>
    public ReadOnlySpan<byte> ReadSpan()
    {
        var length = ReadInt64();
        return (ulong)length <= (ulong)Remaining
            ? Take((int)length)
            : throw new AvroDataException($"The length before byte {_position} is {length} bytes, but only {Remaining} bytes are left.");
    }

    /// <summary>Reads a given number of bytes, without copying them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            ThrowEnd(count);
        }

        var taken = _data.Slice(_position, count);
        _position += count;
        return taken;
    }

    /// <summary>Reads an index into a union's branches or an enum's symbols.</summary>
    public int ReadIndex(int count)
    {
        var index = ReadInt64();
        return (ulong)index < (ulong)count
            ? (int)index
            : throw new AvroDataException($"The index {index} before byte {_position} is outside the schema's {count} choices.");
    }

    /// <summary>Reads the number of items in the next block of an array or map; 0 at the end.</summary>
    /// <param name="smallestItem">The smallest size of an item in bytes.</param>
    public int ReadBlock(int smallestItem)
    {
        var count = ReadInt64();
        if (count < 0)
        {
            ReadInt64();
            count = -count;
        }

        if (smallestItem > 0 ? (ulong)count > (ulong)(Remaining / smallestItem) : (ulong)count > (ulong)_emptyItems)
        {
            throw new AvroDataException($"The block before byte {_position} has {count} items, but only {Remaining} bytes are left.");
        }

        _emptyItems -= smallestItem > 0 ? 0 : (int)count;
        return (int)count;
    }

    /// <summary>Skips blocks of an array or map whose size in bytes is given.</summary>
    /// <returns>The number of items that must be skipped one by one; 0 at the end.</returns>
    public int SkipBlocks(int smallestItem)
    {
        while (true)
        {
            var start = _position;
            if (ReadInt64() >= 0)
            {
                _position = start;
                return ReadBlock(smallestItem);
            }

            ReadSpan();
        }
    }

    private byte ReadByte()
    {
        if (_position >= _data.Length)
        {
            ThrowEnd(1);
        }

        return _data[_position++];
    }

    private int ReadLongInt32()
    {
        var value = ReadLongInt64();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new AvroDataException($"The number {value} before byte {_position} does not fit into a 32-bit integer.");
    }

    private long ReadLongInt64()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw new AvroDataException($"The number before byte {_position} has more than 10 bytes.");
    }

    private readonly void ThrowEnd(int count) =>
        throw new AvroDataException($"The data ends after {_data.Length} bytes, but the value at byte {_position} needs {count} more.");
}
