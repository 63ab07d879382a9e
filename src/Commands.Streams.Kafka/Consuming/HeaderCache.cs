using System.Text;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// The names of headers as strings, and the last short value of each, since a topic's records mostly carry the same few: names are made once, and a
/// value like the one before shares its bytes, which nobody may change. A fixed number of places, each of the newest name that falls there. Used by the
/// thread of one consumer.
/// </summary>
internal sealed class HeaderCache
{
    private const int Places = 64;
    private const int MaxNameLength = 64;
    private const int MaxValueLength = 256;

    private readonly Place[] _places = new Place[Places];

    /// <summary>Copies a header that has a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its bytes.</param>
    /// <param name="neighbour">The value of the header before, which is often the same id.</param>
    public Header Copy(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, byte[]? neighbour)
    {
        if (name.Length is 0 or > MaxNameLength)
        {
            return new Header(Encoding.UTF8.GetString(name), value.ToArray());
        }

        ref var place = ref PlaceOf(name);
        return new Header(place.Text, value.Length <= MaxValueLength ? Share(value, neighbour, ref place) : value.ToArray());
    }

    /// <summary>Copies a header whose value is null.</summary>
    public Header CopyWithoutValue(ReadOnlySpan<byte> name) =>
        new(name.Length is 0 or > MaxNameLength ? Encoding.UTF8.GetString(name) : PlaceOf(name).Text, null);

    private static byte[] Share(ReadOnlySpan<byte> value, byte[]? neighbour, ref Place place)
    {
        if (neighbour is not null && value.SequenceEqual(neighbour))
        {
            return neighbour;
        }

        if (!value.SequenceEqual(place.Value))
        {
            place.Value = value.ToArray();
        }

        return place.Value;
    }

    private ref Place PlaceOf(ReadOnlySpan<byte> name)
    {
        ref var place = ref _places[(name.Length + (name[0] * 7) + (name[^1] * 31)) % Places];
        if (place.Name is null || !name.SequenceEqual(place.Name))
        {
            place = new Place { Name = name.ToArray(), Text = Encoding.UTF8.GetString(name), Value = [] };
        }

        return ref place;
    }

    private struct Place
    {
        public byte[] Name;
        public string Text;
        public byte[] Value;
    }
}
