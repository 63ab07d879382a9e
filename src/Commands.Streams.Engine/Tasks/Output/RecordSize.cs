using System.Numerics;
using System.Text;
using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Output;

/// <summary>How large a record is.</summary>
internal static class RecordSize
{
    /// <summary>Lengths, offsets and attributes of a record at their longest.</summary>
    private const int Overhead = 36;

    /// <summary>The two lengths of a header at their longest.</summary>
    private const int HeaderOverhead = 20;

    /// <summary>What a batch has besides its records.</summary>
    private const int BatchOverhead = 61;

    /// <summary>How large a batch is that holds the record alone, before it is compressed: what a topic's <c>max.message.bytes</c> is about.</summary>
    public static int InBatch(in ProduceRecord record)
    {
        // Attributes, and the differences of time and offset from the batch's, which are zero.
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

    /// <summary>How large a record is in a producer's request, as clients judge it: never less than it is on the wire.</summary>
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

    /// <summary>A number of 0 or more, zigzag-encoded in groups of seven bits.</summary>
    private static int OfNumber(long number) => (BitOperations.Log2((ulong)(number << 1) | 1) / 7) + 1;
}
