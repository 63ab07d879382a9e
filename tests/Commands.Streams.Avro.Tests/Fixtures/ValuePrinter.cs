using System.Collections;
using System.Globalization;
using Avro;
using Avro.Generic;
using Avro.Specific;

namespace Commands.Streams.Avro.Tests.Fixtures;

/// <summary>Prints generic and specific values as JSON, in the form in which Fixtures.java prints what Java has read.</summary>
internal static class ValuePrinter
{
    public static string Print(object? value, Schema schema) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        float or double => ((IFormattable)value).ToString("0.0##############", CultureInfo.InvariantCulture),
        AvroDecimal number => number.ToString(),
        TimeSpan time => Quote(time.ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture)),
        DateTime time => Quote(time.ToString(IsDate(schema) ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        byte[] bytes => Quote(Convert.ToHexString(bytes)),
        GenericFixed bytes => Quote(Convert.ToHexString(bytes.Value)),
        GenericEnum symbol => Quote(symbol.Value),
        GenericRecord record => PrintRecord(record.Schema, field => record.GetValue(field.Pos)),
        ISpecificRecord record => PrintRecord((RecordSchema)record.Schema, field => record.Get(field.Pos)),
        IDictionary map => PrintMap(map, schema),
        IEnumerable items and not string => $"[{string.Join(',', items.Cast<object?>().Select(item => Print(item, ItemOf(schema))))}]",
        _ => Quote(value.ToString()!),
    };

    private static string PrintRecord(RecordSchema schema, Func<Field, object?> valueOf) =>
        $"{{{string.Join(',', schema.Fields.Select(field => $"{Quote(field.Name)}:{Print(valueOf(field), field.Schema)}"))}}}";

    private static string PrintMap(IDictionary map, Schema schema)
    {
        var keys = map.Keys.Cast<string>().Order(StringComparer.Ordinal);
        return $"{{{string.Join(',', keys.Select(key => $"{Quote(key)}:{Print(map[key], ((MapSchema)NotNull(schema)).ValueSchema)}"))}}}";
    }

    private static bool IsDate(Schema schema) => NotNull(schema) is LogicalSchema { LogicalTypeName: "date" };

    private static Schema ItemOf(Schema schema) => ((ArraySchema)NotNull(schema)).ItemSchema;

    private static Schema NotNull(Schema schema) => schema is UnionSchema union ? union.Schemas.First(branch => branch.Tag != Schema.Type.Null) : schema;

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
