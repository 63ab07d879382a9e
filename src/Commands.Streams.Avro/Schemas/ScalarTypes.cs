using System.Text.Json.Nodes;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The Avro schemas of C#'s scalar types.</summary>
internal static class ScalarTypes
{
    /// <summary>The number of digits of decimals without an attribute.</summary>
    public const int Precision = 28;

    /// <summary>The number of decimal places of decimals without an attribute.</summary>
    public const int Scale = 10;

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

    /// <summary>Returns the schema of a scalar type, or null if the type is not a scalar.</summary>
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

        return type == typeof(decimal) ? SchemaOfDecimal(digits?.Precision ?? Precision, digits?.Scale ?? Scale) : null;
    }

    private static JsonObject SchemaOfDecimal(int precision, int scale) => precision is >= 1 and <= Precision && scale >= 0 && scale <= precision
        ? new JsonObject { ["type"] = "bytes", ["logicalType"] = "decimal", ["precision"] = precision, ["scale"] = scale }
        : throw new AvroSchemaException(
            $"A decimal cannot have {precision} digits and {scale} decimal places. " +
            $"[AvroDecimal] takes 1 to {Precision} digits, and at most as many decimal places.");
}
