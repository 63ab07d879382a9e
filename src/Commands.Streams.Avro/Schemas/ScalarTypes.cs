using System.Text.Json.Nodes;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The Avro schemas of C#'s scalar types.</summary>
internal static class ScalarTypes
{
    private static readonly Dictionary<Type, string> Primitives = new()
    {
        [typeof(bool)] = "boolean",
        [typeof(byte)] = "int",
        [typeof(sbyte)] = "int",
        [typeof(short)] = "int",
        [typeof(ushort)] = "int",
        [typeof(int)] = "int",
        [typeof(uint)] = "long",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(byte[])] = "bytes",
    };

    private static readonly Dictionary<Type, (string Base, string Logical)> LogicalTypes = new()
    {
        [typeof(DateTime)] = ("long", "timestamp-micros"),
        [typeof(DateTimeOffset)] = ("long", "timestamp-micros"),
        [typeof(DateOnly)] = ("int", "date"),
        [typeof(TimeOnly)] = ("long", "time-micros"),
        [typeof(Guid)] = ("string", "uuid"),
    };

    /// <summary>The schema of a scalar type, or null where the type is none.</summary>
    public static JsonNode? SchemaOf(Type type, AvroDecimalAttribute? digits)
    {
        if (Primitives.TryGetValue(type, out var primitive))
        {
            return primitive;
        }

        if (LogicalTypes.TryGetValue(type, out var logical))
        {
            return new JsonObject { ["type"] = logical.Base, ["logicalType"] = logical.Logical };
        }

        return type != typeof(decimal) ? null : new JsonObject
        {
            ["type"] = "bytes",
            ["logicalType"] = "decimal",
            ["precision"] = digits?.Precision ?? 28,
            ["scale"] = digits?.Scale ?? 10,
        };
    }

    /// <summary>A default value as JSON, or null where the type's defaults cannot be said in a schema.</summary>
    public static JsonNode? DefaultOf(object value) => value switch
    {
        Enum symbol => EnumSymbols.NameOf(symbol.GetType(), symbol.ToString()),
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, null)),
        float number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => null,
    };
}
