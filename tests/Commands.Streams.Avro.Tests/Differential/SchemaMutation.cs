using System.Text.Json.Nodes;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Changes a schema at one place so that it may be invalid.</summary>
internal static class SchemaMutation
{
    private static readonly Func<JsonNode?>[] Replacements =
    [
        () =>
            null, () =>
                "string", () =>
                    "unknown", () =>
                        "", () => 7, () => -1, () => 2.5, () => true, () => new JsonObject(), () => new JsonArray(), () => "a-b", () => "1a", () => "record",
        () =>
            new JsonObject { ["type"] = "int" }, () =>
                new JsonArray("null", "null"), () => "2024-05-01T00:00:00Z", () => 3_000_000_000, () => "DESCENDING", () => "a..b",
    ];

    public static JsonNode Mutate(Random random, JsonNode schema)
    {
        var root = new JsonArray(schema.DeepClone());
        var places = Places(root).ToList();
        switch (random.Pick(places))
        {
            case JsonObject described when described.Count > 0:
                var name = random.Pick([.. described.Select(property => property.Key)]);
                switch (random.Next(4))
                {
                    case 0:
                        described.Remove(name);
                        break;
                    case 1:
                        described[
                            random.Pick(["name", "namespace", "aliases", "default", "size", "symbols", "fields", "items", "logicalType", "doc", "order"])] =
                            random.Pick(Replacements)();
                        break;
                    default:
                        described[name] = random.Pick(Replacements)();
                        break;
                }

                break;
            case JsonArray { Count: > 0 } items when items != root && random.OneIn(3):
                items.Add(random.Pick([.. items])?.DeepClone());
                break;
            case JsonArray { Count: > 0 } items:
                items[random.Next(items.Count)] = random.Pick(Replacements)();
                break;
        }

        return root[0] ?? "null";
    }

    private static IEnumerable<JsonNode> Places(JsonNode? node)
    {
        if (node is JsonValue or null)
        {
            yield break;
        }

        yield return node;
        foreach (var place in (node is JsonArray items ? items : ((JsonObject)node).Select(property => property.Value)).SelectMany(Places))
        {
            yield return place;
        }
    }
}
