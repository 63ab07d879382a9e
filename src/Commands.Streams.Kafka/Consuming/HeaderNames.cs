using System.Runtime.InteropServices;
using System.Text;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// The names of headers as strings, made once each, since a topic's records mostly carry the same few. A fixed number of places, each of the newest name
/// that falls there. Used by the thread of one consumer.
/// </summary>
internal sealed unsafe class HeaderNames
{
    private const int Places = 64;
    private const int MaxLength = 64;

    private readonly (byte[] Bytes, string Text)[] _names = new (byte[], string)[Places];

    /// <summary>The string of a name that ends with a zero byte.</summary>
    public string Get(byte* name)
    {
        var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (bytes.Length is 0 or > MaxLength)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        ref var place = ref _names[(bytes.Length + (bytes[0] * 7) + (bytes[^1] * 31)) % Places];
        if (place.Bytes is null || !bytes.SequenceEqual(place.Bytes))
        {
            place = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        }

        return place.Text;
    }
}
