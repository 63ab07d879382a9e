using System.Numerics;
using Avro;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Parsing;

/// <summary>
/// The base types that each logical type may have. By the specification, an invalid logical type is ignored, so that only the field falls back to its
/// base type; Apache's library for .NET refuses the whole schema.
/// </summary>
internal static class LogicalRules
{
    /// <summary>True if a logical type of the specification is valid; other logical types are not checked.</summary>
    public static bool IsValid(string logicalType, Schema.Type type, JObject described) => logicalType switch
    {
        "decimal" => IsDecimal(type, described),
        "uuid" => type == Schema.Type.String,
        "date" or "time-millis" => type == Schema.Type.Int,
        "time-micros" => type == Schema.Type.Long,
        "timestamp-millis" or "timestamp-micros" or "timestamp-nanos" => type == Schema.Type.Long,
        "local-timestamp-millis" or "local-timestamp-micros" or "local-timestamp-nanos" => type == Schema.Type.Long,
        _ => true,
    };

    private static bool IsDecimal(Schema.Type type, JObject described)
    {
        if (type is not (Schema.Type.Bytes or Schema.Type.Fixed) || Integer(described["precision"]) is not { } precision)
        {
            return false;
        }

        var scale = described["scale"] is { } given ? Integer(given) : 0;
        return precision > 0 && scale >= 0 && scale <= precision && (type == Schema.Type.Bytes || precision <= DigitsOf((int)described["size"]!));
    }

    /// <summary>Returns the number of decimal digits that fit into a number of bytes, in two's complement.</summary>
    private static int DigitsOf(int size) =>
        size > 1000
            ? int.MaxValue
            : size == 0 ? 0 : ((BigInteger.One << ((8 * size) - 1)) - 1).ToString(System.Globalization.CultureInfo.InvariantCulture).Length - 1;

    private static int? Integer(JToken? value) =>
        value is { Type: JTokenType.Integer } && (BigInteger)Big(value) is var number && number >= int.MinValue && number <= int.MaxValue ? (int)number : null;

    private static BigInteger Big(JToken value) => ((JValue)value).Value is BigInteger big ? big : (long)value;
}
