using System.Numerics;
using System.Text;
using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Output;

/// <summary>Computes the size of records in bytes.</summary>
internal static class RecordSize
{
    /// <summary>The largest size of a record's lengths, offsets and attributes.</summary>
    private const int Overhead = 36;

    /// <summary>The largest size of a header's two lengths.</summary>
    private const int HeaderOverhead = 20;

    /// <summary>The size of a batch without its records.</summary>
    private const int BatchOverhead = 61;

    /// <summary>The size of a batch with this record alone, before compression: the size that a topic's <c>max.message.bytes</c> limits.</summary>
    public static int InBatch(in ProduceRecord record)
    {
        // Attributes, and the deltas of timestamp and offset, which are zero for a batch's only record.
        var size = 3L + OfBytes(record.HasKey, record.Key.Length) + OfBytes(record.HasValue, record.Value.Length);
        var headers = record.Headers;
        size += OfNumber(headers?.Count ?? 0);
        for (var i = 0; i < headers?.Count; i++)
        {
            var value = headers[i].Value;
            size += OfBytes(true, Encoding.UTF8.GetByteCount(headers[i].Name)) + OfBytes(value is not null, value?.Length ?? 0);
        }

        return (int)Math.Min(BatchOverhead + OfNumber(size) + size, int.MaxValue);
    }

    /// <summary>The size of a record in a producer's request, as clients compute it: an upper bound of its size on the wire.</summary>
    public static int Of(in ProduceRecord record)
    {
        var size = (long)Overhead + record.Key.Length + record.Value.Length;
        if (record.Headers is { Count: > 0 } headers)
        {
            for (var i = 0; i < headers.Count; i++)
            {
                size += HeaderOverhead + Encoding.UTF8.GetByteCount(headers[i].Name) + (headers[i].Value?.Length ?? 0);
            }
        }

        return (int)Math.Min(size, int.MaxValue);
    }

    private static long OfBytes(bool areThere, int length) => areThere ? OfNumber(length) + length : 1;

    /// <summary>The encoded length of a non-negative number: zigzag, seven bits a byte.</summary>
    private static int OfNumber(long number) => (BitOperations.Log2((ulong)(number << 1) | 1) / 7) + 1;
}
