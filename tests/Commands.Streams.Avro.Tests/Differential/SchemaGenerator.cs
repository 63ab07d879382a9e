using System.Text.Json.Nodes;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Makes random schemas: all types, logical ones right and wrong, unions, recursion, namespaces, aliases, docs, properties and defaults.</summary>
internal sealed class SchemaGenerator(Random random)
{
    private const int MaxDepth = 3;

    private static readonly string[] Primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];
    private static readonly string[] Spaces = ["a.b", "a", "com.acme", "A_1"];
    private static readonly string[] Texts = ["2024-05-01", "2024-05-01T12:00:00Z", "2024-05-01T12:00:00+05:00", "/Date(0)/", "", "x", "é\"\\"];

    private static readonly (string Base, string Logical)[] Logicals =
    [
        ("int", "date"), ("int", "time-millis"), ("long", "time-micros"), ("long", "timestamp-millis"), ("long", "timestamp-micros"),
        ("long", "timestamp-nanos"),
        ("long", "local-timestamp-millis"), (
            "long", "local-timestamp-micros"), ("string", "uuid"), ("bytes", "decimal"), ("bytes", "decimal"), ("string", "acme-iban"),
    ];

    private readonly DefaultGenerator _defaults = new(random);
    private readonly Dictionary<string, JsonObject> _named = [];
    private readonly List<string> _open = [];
    private int _names;

    /// <summary>Whether unions have one type beside null, and nothing is invalid, as for types that somebody writes by hand.</summary>
    public bool IsPlain { get; init; }

    public JsonNode Next() => !IsPlain && random.OneIn(8) ? Any(0, null) : Record(0, null);

    private JsonNode Any(int depth, string? space, bool isBranch = false)
    {
        if (depth >= MaxDepth)
        {
            return random.OneIn(3) ? Logical(space) : random.Pick(Primitives);
        }

        return random.Next(isBranch ? 11 : IsPlain ? 13 : 14) switch
        {
            0 => Record(depth + 1, space),
            1 => Enum(space),
            2 => Fixed(space),
            3 => Described("array", ("items", Any(depth + 1, space))),
            4 => Described("map", ("values", Any(depth + 1, space))),
            5 or 6 => Logical(space),
            7 when _named.Count > 0 => Reference(space),
            8 => Described(random.Pick(Primitives)),
            < 11 => random.Pick(Primitives),
            _ => Union(depth + 1, space),
        };
    }

    private JsonObject Record(int depth, string? space)
    {
        var record = Named("record", space, out var name, out var own);
        _open.Add(name);
        var fields = new JsonArray();
        record["fields"] = fields;
        for (var count = random.Next(depth == 0 ? 1 : 0, 6); count > 0; count--)
        {
            fields.Add(Field(depth, own, $"f{fields.Count}"));
        }

        _open.Remove(name);
        _named[name] = record;
        return record;
    }

    private JsonObject Field(int depth, string? space, string name)
    {
        var field = new JsonObject { ["name"] = random.OneIn(10) ? $"{name}_é" : name };
        var type = random.OneIn(8) ? Recursive(space) : Any(depth, space);
        field["type"] = type;
        if (random.OneIn(2) && _defaults.TryNext(type, space, _named, _open) is { } value)
        {
            field["default"] = value.Value;
        }

        AddIf(5, field, "aliases", () => new JsonArray($"old_{name}"));
        AddIf(6, field, "doc", () => random.Pick(Texts));
        AddIf(6, field, "order", () => random.Pick(new[] { "ascending", "descending", "ignore" }));
        AddIf(6, field, "since", () => random.Pick(Texts));
        return field;
    }

    /// <summary>A type that refers to a record around it, in a way that ends.</summary>
    private JsonNode Recursive(string? space)
    {
        var name = Qualified(random.Pick(_open), space);
        return random.Next(3) switch
        {
            0 => new JsonArray("null", name),
            1 => new JsonObject { ["type"] = "array", ["items"] = name },
            _ => new JsonObject { ["type"] = "map", ["values"] = name },
        };
    }

    private JsonNode Reference(string? space) => Qualified(random.Pick([.. _named.Keys]), space);

    private JsonObject Enum(string? space)
    {
        var symbols = Enumerable.Range(0, random.Next(1, 5)).Select(i => $"S{i}").ToArray();
        var described = Named("enum", space, out var name, out _);
        described["symbols"] = new JsonArray([.. symbols.Select(symbol => (JsonNode)symbol)]);
        AddIf(2, described, "default", () => random.Pick(symbols));
        _named[name] = described;
        return described;
    }

    private JsonObject Fixed(string? space)
    {
        var described = Named("fixed", space, out var name, out _);
        described["size"] = random.Pick([1, 2, 8, 12, 16]);
        if (random.OneIn(2))
        {
            described["logicalType"] = random.Pick(["decimal", "decimal", "duration", "uuid", "date"]);
            AddDigits(described);
        }

        _named[name] = described;
        return described;
    }

    private JsonObject Logical(string? space)
    {
        var (type, logical) = random.Pick(Logicals);
        var described = Described(!IsPlain && random.OneIn(8) ? random.Pick(Primitives) : type);
        described["logicalType"] = logical;
        AddDigits(described);
        return random.OneIn(30) ? Fixed(space) : described;
    }

    private void AddDigits(JsonObject described)
    {
        if ((string?)described["logicalType"] == "decimal")
        {
            var precision = random.Pick([1, 3, 4, 9, 18, 28]);
            described["precision"] = !IsPlain && random.OneIn(12) ? random.Pick(new JsonNode?[] { "4", 0, -1, 2.0, null }) : precision;
            AddIf(2, described, "scale", () => random.OneIn(12) ? precision + 1 : random.Next(precision + 1));
        }
    }

    private JsonArray Union(int depth, string? space)
    {
        if (IsPlain)
        {
            return new JsonArray("null", random.Pick(Primitives[1..]));
        }

        var union = new JsonArray();
        var names = new HashSet<string>();
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var branch = Any(depth, space, isBranch: true);
            if (names.Add(branch is JsonObject described ? (string?)described["name"] ?? (string)described["type"]! : (string)branch!)
                && names.Add($"as {ValueKind(branch)}"))
            {
                union.Add(branch);
            }
        }

        return union;
    }

    /// <summary>
    /// Which type of .NET has the values of a logical type. Two of one type in a union, such as a date and a point in time, cannot be told apart by a
    /// value.
    /// </summary>
    private static string ValueKind(JsonNode branch) => branch is not JsonObject described ? branch.ToJsonString() : (string?)described["logicalType"] switch
    {
        null => branch.ToJsonString(),
        "decimal" => "decimal",
        "uuid" => "uuid",
        "time-millis" or "time-micros" => "time",
        "date" or "timestamp-millis" or "timestamp-micros" or "local-timestamp-millis" or "local-timestamp-micros" => "date",
        var other => other,
    };

    private JsonObject Described(string type, params (string Name, JsonNode Value)[] parts)
    {
        var described = new JsonObject { ["type"] = type };
        foreach (var (name, value) in parts)
        {
            described[name] = value;
        }

        AddIf(8, described, "acme-note", () => random.Pick(Texts));
        return described;
    }

    /// <summary>The beginning of a named type, in the namespace of its place or in one of its own, said in one of the ways there are.</summary>
    private JsonObject Named(string type, string? space, out string name, out string? own)
    {
        var simple = $"{char.ToUpperInvariant(type[0])}{_names++}";
        var described = Described(type);
        own = space;
        described["name"] = simple;
        switch (random.Next(6))
        {
            case 0:
                own = random.Pick(Spaces);
                described["namespace"] = own;
                break;
            case 1:
                own = random.Pick(Spaces);
                described["name"] = $"{own}.{simple}";
                break;
            case 2 when random.OneIn(2):
                own = null;
                described["namespace"] = string.Empty;
                break;
        }

        name = own is null ? simple : $"{own}.{simple}";
        AddIf(6, described, "aliases", () => new JsonArray($"Old{simple}", "x.y.Older"));
        AddIf(6, described, "doc", () => random.Pick(Texts));
        return described;
    }

    /// <summary>
    /// A reference to a type from a place: short if the namespaces agree. One without namespace is not seen from inside of another, unless nothing
    /// there has its name.
    /// </summary>
    private string Qualified(string name, string? space)
    {
        var dot = name.LastIndexOf('.');
        return dot >= 0 && name[..dot] == space && random.OneIn(2) ? name[(dot + 1)..] : name;
    }

    private void AddIf(int oneIn, JsonObject described, string name, Func<JsonNode> value)
    {
        if (random.OneIn(oneIn))
        {
            described[name] = value();
        }
    }
}
