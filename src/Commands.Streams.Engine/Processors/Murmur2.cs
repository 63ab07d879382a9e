using System.Buffers.Binary;

namespace Commands.Streams.Processors;

/// <summary>
/// Kafka's partitioner: 32-bit MurmurHash2 (Austin Appleby) with the seed 0x9747b28c over the key's bytes, with the sign bit cleared, modulo the
/// number of partitions. Partitions are computed here because librdkafka's default is a different hash.
/// </summary>
public static class Murmur2
{
    private const uint Seed = 0x9747b28c;
    private const uint Multiplier = 0x5bd1e995;
    private const int Shift = 24;

    /// <summary>Returns the partition of a key.</summary>
    /// <param name="key">The key's bytes.</param>
    /// <param name="partitions">The number of partitions, 1 or more.</param>
    public static int Partition(ReadOnlySpan<byte> key, int partitions) => (int)((Hash(key) & 0x7fffffff) % (uint)partitions);

    /// <summary>Returns the hash of some bytes.</summary>
    /// <param name="data">The bytes.</param>
    public static uint Hash(ReadOnlySpan<byte> data)
    {
        var hash = Seed ^ (uint)data.Length;
        while (data.Length >= sizeof(uint))
        {
            var block = BinaryPrimitives.ReadUInt32LittleEndian(data) * Multiplier;
            block = (block ^ (block >> Shift)) * Multiplier;
            hash = (hash * Multiplier) ^ block;
            data = data[sizeof(uint)..];
        }

        if (data.Length > 0)
        {
            for (var i = data.Length - 1; i >= 0; i--)
            {
                hash ^= (uint)data[i] << (8 * i);
            }

            hash *= Multiplier;
        }

        hash = (hash ^ (hash >> 13)) * Multiplier;
        return hash ^ (hash >> 15);
    }
}
