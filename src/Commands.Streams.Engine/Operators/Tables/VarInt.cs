using System.Buffers;

namespace Commands.Streams.Operators.Tables;

/// <summary>Whole numbers of variable length, as Kafka writes them: zigzag, seven bits a byte, the lowest first.</summary>
internal static class VarInt
{
    private const int MaxLength = 5;

    public static void Write(int value, IBufferWriter<byte> destination)
    {
        var rest = (uint)((value << 1) ^ (value >> 31));
        var span = destination.GetSpan(MaxLength);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        destination.Advance(length);
    }

    /// <summary>Reads a number and moves the span behind it.</summary>
    /// <exception cref="FormatException">The bytes end too soon, or are too many.</exception>
    public static int Read(ref ReadOnlySpan<byte> data)
    {
        var value = 0u;
        for (var i = 0; i < MaxLength && i < data.Length; i++)
        {
            value |= (uint)(data[i] & 0x7f) << (7 * i);
            if (data[i] < 0x80)
            {
                data = data[(i + 1)..];
                return (int)(value >> 1) ^ -(int)(value & 1);
            }
        }

        throw new FormatException("A number of variable length has no end.");
    }
}
