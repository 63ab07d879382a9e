using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>Writes arrays and maps as one block.</summary>
internal static class CollectionWrites
{
    public static void WriteItems<T>(ref AvroWriter writer, IEnumerable<T> items, AvroWrite<T> write)
    {
        writer.Enter();
        switch (items)
        {
            case T[] array:
                WriteSpan(ref writer, array, write);
                break;
            case List<T> list:
                WriteSpan(ref writer, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list), write);
                break;
            case IReadOnlyCollection<T> collection:
                WriteSequence(ref writer, collection, collection.Count, write);
                break;
            default:
                var copy = items.ToList();
                WriteSequence(ref writer, copy, copy.Count, write);
                break;
        }

        writer.WriteInt64(0);
        writer.Leave();
    }

    public static void WriteEntries<T>(ref AvroWriter writer, IEnumerable<KeyValuePair<string, T>> entries, AvroWrite<T> write)
    {
        writer.Enter();
        if (!entries.TryGetNonEnumeratedCount(out var count))
        {
            count = entries.Count();
        }

        if (count > 0)
        {
            writer.WriteInt64(count);
            foreach (var (key, value) in entries)
            {
                writer.WriteString(key);
                write(ref writer, value);
            }
        }

        writer.WriteInt64(0);
        writer.Leave();
    }

    private static void WriteSpan<T>(ref AvroWriter writer, ReadOnlySpan<T> items, AvroWrite<T> write)
    {
        if (items.Length > 0)
        {
            writer.WriteInt64(items.Length);
        }

        foreach (var item in items)
        {
            write(ref writer, item);
        }
    }

    private static void WriteSequence<T>(ref AvroWriter writer, IEnumerable<T> items, int count, AvroWrite<T> write)
    {
        if (count > 0)
        {
            writer.WriteInt64(count);
        }

        foreach (var item in items)
        {
            write(ref writer, item);
        }
    }
}
