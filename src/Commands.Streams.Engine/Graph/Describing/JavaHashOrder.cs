namespace Commands.Streams.Graph.Describing;

/// <summary>
/// The order in which Java's hash collections iterate over strings (String.hashCode and the bucket rule of java.util.HashMap). Kafka Streams prints
/// its topology descriptions in that order, and users compare those texts.
/// </summary>
internal static class JavaHashOrder
{
    private const int MinCapacity = 16;

    /// <summary>The order of a HashMap or HashSet to which the items were added one by one.</summary>
    public static IEnumerable<string> OfGrown(IReadOnlyCollection<string> items)
    {
        var capacity = MinCapacity;
        while (items.Count > capacity / 4 * 3)
        {
            capacity *= 2;
        }

        return Order(items, capacity);
    }

    /// <summary>The order of a HashSet that was created from a collection at once.</summary>
    public static IEnumerable<string> OfCopied(IReadOnlyCollection<string> items)
    {
        var wanted = Math.Max((int)(items.Count / .75f) + 1, MinCapacity);
        var capacity = MinCapacity;
        while (capacity < wanted)
        {
            capacity *= 2;
        }

        return Order(items, capacity);
    }

    private static IEnumerable<string> Order(IEnumerable<string> items, int capacity) => items.OrderBy(item => Bucket(item, capacity));

    private static int Bucket(string item, int capacity)
    {
        var hash = 0;
        foreach (var character in item)
        {
            hash = unchecked((hash * 31) + character);
        }

        return (hash ^ (hash >>> 16)) & (capacity - 1);
    }
}
