using System.Text.Json.Nodes;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Makes defaults for random schemas, most of them valid.</summary>
internal sealed class DefaultGenerator(Random random)
{
    private static readonly string[] Texts =
        ["2024-05-01", "2024-05-01T12:00:00", "2024-05-01T12:00:00.5Z", "2024-05-01T12:00:00+05:00", "/Date(0)/", "", "x", "\u0000\u00ff", "é"];

    private int _depth;

    /// <summary>Makes one.</summary>
    /// <returns>Null if there cannot be one, such as for a record that contains itself.</returns>
    public (JsonNode? Value, bool IsSome)? TryNext(
        JsonNode? type, string? space, IReadOnlyDictionary<string, JsonObject> named, IReadOnlyCollection<string> open)
    {
        _depth = 0;
        try
        {
            return (random.OneIn(40) ? random.Pick(new JsonNode?[] { "x", 1, null, true, 1.5 }) : Next(type, space, named, open), true);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private JsonNode? Next(JsonNode? type, string? space, IReadOnlyDictionary<string, JsonObject> named, IReadOnlyCollection<string> open)
    {
        if (++_depth > 100)
        {
            throw new NotSupportedException();
        }

        switch (type)
        {
            case JsonArray { Count: 0 }:
                throw new NotSupportedException();
            case JsonArray union:
                return Next(random.OneIn(4) ? union[random.Next(union.Count)] : union[0], space, named, open);
            case JsonObject described when (string?)described["type"] is "array":
                return new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Next(described["items"], space, named, open))]);
            case JsonObject described when (string?)described["type"] is "map":
                return new JsonObject(
                    Enumerable.Range(0, random.Next(3)).Select(i => KeyValuePair.Create($"k{i}", Next(described["values"], space, named, open))));
            case JsonObject described when (string?)described["type"] is "record":
                return NextRecord(described, space, named, open);
            case JsonObject described when (string?)described["type"] is "enum":
                return (string?)described["symbols"]![random.Next(described["symbols"]!.AsArray().Count)];
            case JsonObject described when (string?)described["type"] is "fixed":
                return new string([.. Enumerable.Range(0, (int)described["size"]!).Select(_ => (char)random.Next(256))]);
            case JsonObject described when (string?)described["type"] is "int" or "long" && described.ContainsKey("logicalType"):
                return random.Next((int)TimeSpan.MillisecondsPerDay);
            case JsonObject described:
                return NextPrimitive((string)described["type"]!);
            default:
                var name = (string)type!;
                return Find(name, space, named, open) is { } definition ? Next(definition, space, named, open) : NextPrimitive(name);
        }
    }

    private JsonObject NextRecord(JsonObject described, string? space, IReadOnlyDictionary<string, JsonObject> named, IReadOnlyCollection<string> open)
    {
        var record = new JsonObject();
        foreach (var field in described["fields"]!.AsArray()
            .Select(field => field!.AsObject())
            .Where(field => !field.ContainsKey("default") || random.OneIn(2)))
        {
            record[(string)field["name"]!] = Next(field["type"], space, named, open);
        }

        return record;
    }

    private static JsonObject? Find(string name, string? space, IReadOnlyDictionary<string, JsonObject> named, IReadOnlyCollection<string> open)
    {
        var near = $"{space}.{name}";
        return open.Contains(name) || open.Contains(near) ? throw new NotSupportedException()
            : named.TryGetValue(near, out var found) || named.TryGetValue(name, out found) ? found : null;
    }

    private JsonNode? NextPrimitive(string type) => type switch
    {
        "null" => null,
        "boolean" => random.OneIn(2),
        "int" => random.Next(int.MinValue, int.MaxValue),
        "long" => random.NextInt64(long.MinValue, long.MaxValue),
        "float" or "double" => random.Next(4) switch { 0 => random.Next(100), 1 => "NaN", _ => random.NextDouble() * 1e10 },
        "string" or "bytes" => random.Pick(Texts),
        _ => throw new NotSupportedException(),
    };
}
