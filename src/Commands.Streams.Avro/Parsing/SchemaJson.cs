using System.Numerics;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Parsing;

/// <summary>
/// Parses the JSON of a schema as Java's parser does: strictly, but allowing comments, and keeping every string unchanged. Newtonsoft's reader, which
/// Apache's library for .NET uses, converts strings that look like dates to points in time of the host's time zone.
/// </summary>
internal static class SchemaJson
{
    private const int MaxDepth = 1000;

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };

    /// <summary>Parses a text.</summary>
    /// <exception cref="AvroSchemaException">The text is not valid JSON.</exception>
    public static JToken Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Convert(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second exception is thrown for half a surrogate pair.
            throw new AvroSchemaException($"The text is not valid JSON: {exception.Message}", exception);
        }
    }

    private static JToken Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ConvertObject(element),
        JsonValueKind.Array => new JArray(element.EnumerateArray().Select(Convert)),
        JsonValueKind.String => JValue.CreateString(element.GetString()!),
        JsonValueKind.Number => ConvertNumber(element),
        JsonValueKind.True => new JValue(true),
        JsonValueKind.False => new JValue(false),
        _ => JValue.CreateNull(),
    };

    /// <summary>If several properties have the same name, the last one counts.</summary>
    private static JObject ConvertObject(JsonElement element)
    {
        var converted = new JObject();
        foreach (var property in element.EnumerateObject())
        {
            converted[property.Name] = Convert(property.Value);
        }

        return converted;
    }

    private static JValue ConvertNumber(JsonElement element) =>
        element.TryGetInt64(out var number) ? new JValue(number)
        : element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? new JValue(element.GetDouble())
        : new JValue(BigInteger.Parse(element.GetRawText(), System.Globalization.CultureInfo.InvariantCulture));
}
