using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Avro;
using Commands.Streams.Avro.Plans;

namespace Commands.Streams.Avro.Schemas;

/// <summary>Converts C# defaults to those of a schema, in the JSON of their base types.</summary>
internal static class DefaultJson
{
    /// <summary>Converts a default.</summary>
    /// <param name="value">The default, not null.</param>
    /// <param name="type">The type of the property, without its nullability.</param>
    /// <param name="digits">The decimal attribute of the property.</param>
    /// <returns>Null if the value cannot be expressed in a schema, because it has another type or is out of range.</returns>
    public static JsonNode? TryCreate(object value, Type type, AvroDecimalAttribute? digits) => TryConvert(value, type) switch
    {
        null => null,
        Enum symbol => EnumSymbols.Of(type).FirstOrDefault(candidate => candidate.Value.Equals(symbol)).Symbol,
        bool flag => flag,
        string text => text,
        float number => float.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture),
        double number => double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture),
        decimal number => TryCreateDecimal(number, digits),
        DateTime time => LogicalWrites.UnitsOf(time, TickScale.Of("timestamp-micros")),
        DateTimeOffset time => LogicalWrites.UnitsOf(time, TickScale.Of("timestamp-micros")),
        DateOnly date => LogicalWrites.DaysOf(date),
        TimeOnly time => LogicalWrites.UnitsOf(time, TickScale.Of("time-micros")),
        Guid id => id.ToString(),
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        Array items => TryCreateArray(items, digits),
        IConvertible number => number.ToInt64(CultureInfo.InvariantCulture),
        var other => TryCreateRecord(other),
    };

    /// <summary>Converts a value to the property's type, because attributes support few types: a number to another type that can hold it.</summary>
    private static object? TryConvert(object value, Type type)
    {
        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return IsNumber(value.GetType()) && IsNumber(type) ? Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static string? TryCreateDecimal(decimal value, AvroDecimalAttribute? digits)
    {
        var (precision, scale) = (digits?.Precision ?? ScalarTypes.Precision, digits?.Scale ?? ScalarTypes.Scale);
        var exact = (AvroDecimal)value;
        var unscaled = exact.UnscaledValue * BigInteger.Pow(10, Math.Max(0, scale - exact.Scale));
        unscaled = BigInteger.DivRem(unscaled, BigInteger.Pow(10, Math.Max(0, exact.Scale - scale)), out var lost);
        return lost.IsZero && BigInteger.Abs(unscaled) < BigInteger.Pow(10, precision)
            ? Encoding.Latin1.GetString(unscaled.ToByteArray(isBigEndian: true))
            : null;
    }

    private static JsonArray? TryCreateArray(Array items, AvroDecimalAttribute? digits)
    {
        var type = items.GetType().GetElementType()!;
        var converted = items.Cast<object?>().Select(item => item is null ? null : TryCreate(item, type, digits)).ToList();
        return converted.Contains(null) ? null : new JsonArray([.. converted]);
    }

    /// <summary>
    /// Converts a struct whose nullable properties can only be null, because a default inside a default belongs to the first branch of a union.
    /// </summary>
    private static JsonObject? TryCreateRecord(object value)
    {
        var record = new JsonObject();
        foreach (var member in TypeShape.Of(value.GetType()).Members)
        {
            var item = member.Property.GetValue(value);
            var json = item is null || member.IsNullable ? null : TryCreate(item, member.Type, member.Decimal);
            if (json is null && !(item is null && member.IsNullable))
            {
                return null;
            }

            record[member.Name] = json;
        }

        return record;
    }
}
