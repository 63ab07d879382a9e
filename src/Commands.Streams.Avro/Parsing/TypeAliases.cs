using System.Runtime.CompilerServices;
using Avro;

namespace Commands.Streams.Avro.Parsing;

/// <summary>The earlier full names of named types, which Apache's schema objects store but do not expose.</summary>
internal static class TypeAliases
{
    private static readonly ConditionalWeakTable<Schema, IReadOnlyList<string>> Known = [];

    public static void Keep(Schema schema, IEnumerable<string> aliases)
    {
        if (aliases.ToList() is { Count: > 0 } kept)
        {
            Known.AddOrUpdate(schema, kept);
        }
    }

    public static IReadOnlyList<string> Of(Schema schema) => Known.TryGetValue(schema, out var aliases) ? aliases : [];
}
