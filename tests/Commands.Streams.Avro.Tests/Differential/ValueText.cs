using System.Collections;
using System.Globalization;
using System.Text;
using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Plans;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Prints generic values as Reference.java prints its own, those of logical types as their base values.</summary>
internal static class ValueText
{
    public static string Of(object? value, Schema schema) => (value, Narrow(value, schema)) switch
    {
        (null, _) => "null",
        (bool flag, _) => flag ? "true" : "false",
        (int number, _) => number.ToString(CultureInfo.InvariantCulture),
        (long number, _) => number.ToString(CultureInfo.InvariantCulture) + "L",
        (float number, _) => BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture) + "f",
        (double number, _) => BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture) + "d",
        (string text, _) => Quote(text),
        (byte[] bytes, _) => $"bytes'{Convert.ToHexStringLower(bytes)}'",
        (GenericFixed bytes, _) => $"fixed'{Convert.ToHexStringLower(bytes.Value)}'",
        (GenericEnum symbol, _) => $"@{symbol.Value}",
        (GenericRecord record, _) =>
            $"{record.Schema.Fullname}(" +
            $"{string.Join(',', record.Schema.Fields.Select(field => $"{field.Name}={Of(record.GetValue(field.Pos), field.Schema)}"))})",
        (IDictionary map, MapSchema described) =>
            "{" +
            string.Join(',', map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => $"{Quote(key)}:{Of(map[key], described.ValueSchema)}")) +
            "}",
        (IEnumerable items, ArraySchema described) => $"[{string.Join(',', items.Cast<object?>().Select(item => Of(item, described.ItemSchema)))}]",
        (_, LogicalSchema logical) => OfLogical(value, logical),
        _ => throw new InvalidOperationException($"A {value.GetType()} is no value of {schema}."),
    };

    private static string OfLogical(object value, LogicalSchema schema) => (schema.LogicalTypeName, value) switch
    {
        ("date", DateTime time) => ((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerDay).ToString(CultureInfo.InvariantCulture),
        ("time-millis", TimeSpan time) => (time.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture),
        ("time-micros", TimeSpan time) => $"{time.Ticks / TimeSpan.TicksPerMicrosecond}L",
        (var name, DateTime time) =>
            ((time - DateTime.UnixEpoch).Ticks /
                (name.EndsWith("millis", StringComparison.Ordinal) ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond)) + "L",
        (_, Guid id) => Quote(id.ToString()),
        (_, AvroDecimal number) => OfDecimal(number, schema.BaseSchema),
        _ => throw new InvalidOperationException($"A {value.GetType()} is no value of {schema}."),
    };

    private static string OfDecimal(AvroDecimal number, Schema type)
    {
        var bytes = number.UnscaledValue.ToByteArray(isBigEndian: true);
        if (type is not FixedSchema { Size: var size })
        {
            return $"bytes'{Convert.ToHexStringLower(bytes)}'";
        }

        var padding = Enumerable.Repeat((byte)(number.UnscaledValue.Sign < 0 ? 255 : 0), size - bytes.Length);
        return $"fixed'{Convert.ToHexStringLower([.. padding, .. bytes])}'";
    }

    private static Schema Narrow(object? value, Schema schema) =>
        schema is not UnionSchema union ? schema : union.Schemas.FirstOrDefault(branch => branch switch
    {
        LogicalSchema logical => value?.GetType() == LogicalNames.GenericTypeOf(logical.LogicalTypeName),
        MapSchema => value is IDictionary,
        ArraySchema => value is IList and not byte[],
        _ => false,
    }) ?? schema;

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var unit in text)
        {
            quoted.Append(unit is > ' ' and < (char)127 and not ('"' or '\\') ? unit.ToString() : $"\\u{(int)unit:x4}");
        }

        return quoted.Append('"').ToString();
    }
}
