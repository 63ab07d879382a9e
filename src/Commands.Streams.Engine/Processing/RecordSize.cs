using System.Text;
using Commands.Streams.Clients;

namespace Commands.Streams.Processing;

/// <summary>How large a record is in a producer's request, as clients judge it: never less than it is on the wire.</summary>
internal static class RecordSize
{
    /// <summary>Lengths, offsets and attributes of a record at their longest.</summary>
    private const int Overhead = 36;

    /// <summary>The two lengths of a header at their longest.</summary>
    private const int HeaderOverhead = 20;

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
}
