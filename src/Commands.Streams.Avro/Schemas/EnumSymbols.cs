using System.Reflection;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The symbols of an enum: the names of its members, or those set by attributes.</summary>
internal static class EnumSymbols
{
    /// <summary>Returns symbols with their values, in the order of declaration.</summary>
    public static IReadOnlyList<(string Symbol, object Value)> Of(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .OrderBy(field => field.MetadataToken)
            .Select(field => (SymbolOf(field), field.GetValue(null)!))];

    public static string NameOf(Type type, string member) => type.GetField(member) is { } field ? SymbolOf(field) : member;

    private static string SymbolOf(FieldInfo field) => field.GetCustomAttribute<AvroNameAttribute>()?.Name ?? field.Name;
}
