using System.Buffers;
using System.Text;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.MessageFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>Copies headers into native memory. A null value stays null, an empty one empty.</summary>
internal static unsafe class NativeHeaders
{
    private const int StackLimit = 256;

    /// <summary>Makes a native list, which the record that it goes along with takes over.</summary>
    public static nint Create(Headers headers)
    {
        var list = rd_kafka_headers_new((nuint)headers.Count);
        for (var i = 0; i < headers.Count; i++)
        {
            Add(list, headers[i]);
        }

        return list;
    }

    private static void Add(nint list, Header header)
    {
        var limit = Encoding.UTF8.GetMaxByteCount(header.Name.Length);
        var rented = limit > StackLimit ? ArrayPool<byte>.Shared.Rent(limit) : null;
        var name = rented ?? stackalloc byte[StackLimit];
        var nameSize = Encoding.UTF8.GetBytes(header.Name, name);
        byte empty;
        fixed (byte* namePointer = name, valuePointer = header.Value)
        {
            var value = header.Value is { Length: 0 } ? &empty : valuePointer;
            _ = rd_kafka_header_add(list, namePointer, nameSize, value, header.Value?.Length ?? 0);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
