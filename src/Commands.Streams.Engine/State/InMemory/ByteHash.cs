using System.Buffers.Binary;

namespace Commands.Streams.State.InMemory;

/// <summary>A fast hash of bytes. Its seed differs from process to process, so that nobody can choose keys that collide. Nothing else depends on it.</summary>
internal static class ByteHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15;
    private const ulong Second = 0xD6E8_FEB8_6659_FD93;

    /// <summary>Made of what the runtime makes anew for each process: the seed of its own hashes.</summary>
    private static readonly ulong Seed = ((ulong)(uint)"seed".GetHashCode(StringComparison.Ordinal) << 32) | (uint)"hash".GetHashCode(StringComparison.Ordinal);

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var hash = Seed ^ ((ulong)data.Length * First);
        while (data.Length > 2 * sizeof(ulong))
        {
            hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(data) ^ Second, BinaryPrimitives.ReadUInt64LittleEndian(data[sizeof(ulong)..]) ^ hash);
            data = data[(2 * sizeof(ulong))..];
        }

        hash = Mix(Head(data) ^ Second, Tail(data) ^ hash);
        return (uint)(hash ^ (hash >> 32));
    }

    private static ulong Head(ReadOnlySpan<byte> data) => data.Length switch
    {
        >= sizeof(ulong) => BinaryPrimitives.ReadUInt64LittleEndian(data),
        >= sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(data),
        > 0 => (uint)(data[0] | (data[data.Length / 2] << 8)),
        _ => 0,
    };

    /// <summary>The last bytes, which may overlap the first ones.</summary>
    private static ulong Tail(ReadOnlySpan<byte> data) => data.Length switch
    {
        >= sizeof(ulong) => BinaryPrimitives.ReadUInt64LittleEndian(data[^sizeof(ulong)..]),
        >= sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(data[^sizeof(uint)..]),
        > 0 => data[^1],
        _ => 0,
    };

    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
