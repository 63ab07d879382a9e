using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Avro;

namespace Commands.Streams.Avro.Schemas;

/// <summary>
/// Formats a schema as JSON that every implementation can parse. Apache's library for .NET prints a logical type on a named type as an object within
/// "type", which Java's parser, and therefore a registry, refuses outside a field.
/// </summary>
internal static class SchemaText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The texts that schemas were parsed from, which are registered unchanged.</summary>
    private static readonly ConditionalWeakTable<Schema, string> Parsed = [];

    public static void Keep(Schema schema, string text) => Parsed.AddOrUpdate(schema, text);

    public static string Of(Schema schema)
    {
        if (Parsed.TryGetValue(schema, out var parsedText))
        {
            return parsedText;
        }

        var text = schema.ToString();
        var parsed = JsonNode.Parse(text);
        var flat = Flatten(parsed);
        return JsonNode.DeepEquals(parsed, flat) ? text : flat!.ToJsonString(Plain);
    }

    private static JsonNode? Flatten(JsonNode? schema) => schema switch
    {
        JsonArray branches => new JsonArray([.. branches.Select(Flatten)]),
        JsonObject { } described => FlattenObject(described),
        _ => schema?.DeepClone(),
    };

    private static JsonObject FlattenObject(JsonObject described)
    {
        var flat = new JsonObject();
        if (described["type"] is JsonObject inner && described.ContainsKey("logicalType"))
        {
            flat = FlattenObject(inner);
        }

        foreach (var (name, value) in described.Where(property => !flat.ContainsKey(property.Key)))
        {
            flat[name] = name is "type" or "items" or "values" or "fields" ? Flatten(value) : value?.DeepClone();
        }

        return flat;
    }
}
