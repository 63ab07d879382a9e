namespace Commands.Streams.Avro.Parsing;

/// <summary>The names of the types that need no definition.</summary>
internal static class PrimitiveNames
{
    private static readonly HashSet<string> Names = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    public static bool Contains(string name) => Names.Contains(name);
}
