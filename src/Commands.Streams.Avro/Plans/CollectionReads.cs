using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>Reads arrays and maps. Allocations grow with the items that were read, never with a count that was only announced.</summary>
internal static class CollectionReads
{
    public static List<T> ReadList<T>(ref AvroReader reader, AvroRead<T> item, int smallestItem)
    {
        var list = new List<T>();
        reader.Enter();
        while (reader.ReadBlock(smallestItem) is > 0 and var count)
        {
            for (var i = 0; i < count; i++)
            {
                list.Add(item(ref reader));
            }
        }

        reader.Leave();
        return list;
    }

    public static T[] ReadArray<T>(ref AvroReader reader, AvroRead<T> item, int smallestItem) => [.. ReadList(ref reader, item, smallestItem)];

    public static Dictionary<string, T> ReadMap<T>(ref AvroReader reader, AvroRead<T> value, int smallestItem)
    {
        var map = new Dictionary<string, T>();
        reader.Enter();
        while (reader.ReadBlock(smallestItem) is > 0 and var count)
        {
            for (var i = 0; i < count; i++)
            {
                var key = reader.ReadString();
                map[key] = value(ref reader);
            }
        }

        reader.Leave();
        return map;
    }

    public static Dictionary<TKey, TValue> ReadEntries<TKey, TValue>(ref AvroReader reader, AvroRead<KeyValuePair<TKey, TValue>> entry, int smallestItem)
        where TKey : notnull
    {
        var map = new Dictionary<TKey, TValue>();
        reader.Enter();
        while (reader.ReadBlock(smallestItem) is > 0 and var count)
        {
            for (var i = 0; i < count; i++)
            {
                var (key, value) = entry(ref reader);
                map[key] = value;
            }
        }

        reader.Leave();
        return map;
    }
}
