namespace Commands.Streams.Avro.Schemas;

/// <summary>Maps C# types to Avro's arrays and maps.</summary>
internal static class CollectionTypes
{
    private static readonly HashSet<Type> Lists =
        [typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>)];

    private static readonly HashSet<Type> Maps = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>The type of an array's items, or null if the type is not an array.</summary>
    public static Type? ItemOf(Type type) =>
        type == typeof(byte[]) ? null
        : type.IsSZArray ? type.GetElementType()
        : type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>The type of a map's values, or null if the type is not a map with string keys.</summary>
    public static Type? ValueOf(Type type) =>
        IsDictionary(type) && type.GetGenericArguments()[0] == typeof(string)
            ? type.GetGenericArguments()[1]
            : null;

    /// <summary>True if a type is a dictionary, with any type of keys.</summary>
    public static bool IsDictionary(Type type) => type.IsGenericType && Maps.Contains(type.GetGenericTypeDefinition());
}
