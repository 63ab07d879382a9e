using System.Buffers.Binary;
using System.Numerics;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>The 128-bit variant of Murmur3 for 64-bit machines, with the seed of Kafka Streams.</summary>
internal static class Murmur3
{
    private const ulong Seed = 104729;
    private const ulong First = 0x87c37b91114253d5;
    private const ulong Second = 0x4cf5ad432745937f;
    private const int BlockLength = 16;

    public static ValueHash Hash(ReadOnlySpan<byte> data)
    {
        var (high, low) = (Seed, Seed);
        var rest = data;
        while (rest.Length >= BlockLength)
        {
            high ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            high = ((BitOperations.RotateLeft(high, 27) + low) * 5) + 0x52dce729;
            low ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[sizeof(ulong)..]));
            low = ((BitOperations.RotateLeft(low, 31) + high) * 5) + 0x38495ab5;
            rest = rest[BlockLength..];
        }

        low ^= MixSecond(ReadPart(rest.Length > sizeof(ulong) ? rest[sizeof(ulong)..] : default));
        high ^= MixFirst(ReadPart(rest));
        high ^= (ulong)data.Length;
        low ^= (ulong)data.Length;
        high += low;
        low += high;
        high = Finish(high);
        low = Finish(low);
        high += low;
        low += high;
        return new ValueHash(true, (long)high, (long)low);
    }

    private static ulong MixFirst(ulong block) => BitOperations.RotateLeft(block * First, 31) * Second;

    private static ulong MixSecond(ulong block) => BitOperations.RotateLeft(block * Second, 33) * First;

    private static ulong ReadPart(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = Math.Min(bytes.Length, sizeof(ulong)) - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private static ulong Finish(ulong value)
    {
        value ^= value >> 33;
        value *= 0xff51afd7ed558ccd;
        value ^= value >> 33;
        value *= 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }
}
