using System.Text.Json.Nodes;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Makes a reader's schema of a writer's: fields come, go, move and are renamed, types are widened, unions change, symbols come and go.</summary>
internal sealed class SchemaEvolution(Random random)
{
    private static readonly string[] Added = ["int", "string", "double", "boolean"];

    private static readonly Dictionary<string, string[]> Wider = new()
    {
        ["int"] = ["long", "float", "double", "string"],
        ["long"] = ["float", "double", "int"],
        ["float"] = ["double", "long"],
        ["string"] = ["bytes"],
        ["bytes"] = ["string"],
    };

    public JsonNode Evolve(JsonNode schema)
    {
        var root = new JsonArray(schema.DeepClone());
        return Change(Take(root, 0))!;
    }

    private JsonNode? Change(JsonNode? schema)
    {
        switch (schema)
        {
            case JsonArray union:
                return ChangeUnion(union);
            case JsonObject described when described.ContainsKey("logicalType"):
                return described;
            case JsonObject described:
                ChangeObject(described);
                break;
            case JsonValue value when Wider.TryGetValue((string)value!, out var wider) && random.OneIn(3):
                return random.Pick(wider);
        }

        return schema is not null && random.OneIn(8) ? Wrap(schema) : schema;
    }

    private void ChangeObject(JsonObject described)
    {
        switch ((string?)described["type"])
        {
            case "record":
                ChangeFields(described["fields"]!.AsArray());
                break;
            case "array":
                Set(described, "items", Change(Take(described, "items")));
                break;
            case "map":
                Set(described, "values", Change(Take(described, "values")));
                break;
            case "enum" when random.OneIn(2):
                var symbols = described["symbols"]!.AsArray();
                symbols.Insert(random.Next(symbols.Count), "New");
                if (random.OneIn(2) && (string?)symbols[^1] != (string?)described["default"])
                {
                    symbols.RemoveAt(symbols.Count - 1);
                }

                break;
            case "fixed" when random.OneIn(4):
                described["size"] = (int)described["size"]! + 1;
                break;
        }
    }

    private void ChangeFields(JsonArray fields)
    {
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            var field = fields[i]!.AsObject();
            Set(field, "type", Change(Take(field, "type")));
            switch (random.Next(8))
            {
                case 0 when !Defines(field["type"]):
                    fields.RemoveAt(i);
                    break;
                case 1:
                    var name = (string)field["name"]!;
                    (field["name"], field["aliases"]) = ($"renamed_{name}", new JsonArray(name));
                    break;
                case 2 when !Defines(field["type"]):
                    fields.RemoveAt(i);
                    fields.Add(field);
                    break;
            }
        }

        if (random.OneIn(2))
        {
            var type = random.Pick(Added);
            var added = new JsonObject { ["name"] = "added", ["type"] = random.OneIn(3) ? new JsonArray("null", type) : type };
            if (!random.OneIn(6))
            {
                added["default"] = added["type"] is JsonArray
                    ? null
                    : type switch { "int" => 5, "string" => "2024-05-01T12:00:00+05:00", "double" => 2.5, _ => (JsonNode)true };
            }

            fields.Insert(random.Next(fields.Count + 1), added);
        }
    }

    private JsonNode ChangeUnion(JsonArray union)
    {
        for (var i = 0; i < union.Count; i++)
        {
            if (union[i] is JsonObject branch && !branch.ContainsKey("logicalType"))
            {
                ChangeObject(branch);
            }
        }

        switch (random.Next(6))
        {
            case 0 when union.Count > 1 && !Defines(union[^1]):
                union.RemoveAt(union.Count - 1);
                break;
            case 1 when union.Count > 1 && !Defines(union):
                var first = union[0];
                union.RemoveAt(0);
                union.Add(first);
                break;
            case 2 when union.Count == 1:
                return Take(union, 0)!;
        }

        return union;
    }

    private JsonArray Wrap(JsonNode schema) => (schema is JsonValue value ? (string)value! : string.Empty) == "null" ? new JsonArray(schema)
        : random.OneIn(2) ? new JsonArray("null", schema) : new JsonArray(schema, "null");

    /// <summary>Whether a type brings a definition that others may refer to.</summary>
    private static bool Defines(JsonNode? type) => type switch
    {
        JsonArray branches => branches.Any(Defines),
        JsonObject described => described.ContainsKey("name") || Defines(described["items"]) || Defines(described["values"]),
        _ => false,
    };

    private static JsonNode? Take(JsonObject owner, string name)
    {
        var value = owner[name];
        owner[name] = null;
        return value;
    }

    private static JsonNode? Take(JsonArray owner, int index)
    {
        var value = owner[index];
        owner[index] = null;
        return value;
    }

    private static void Set(JsonObject owner, string name, JsonNode? value) => owner[name] = value;
}
