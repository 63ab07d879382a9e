using Avro;
using Avro.Generic;
using Avro.Specific;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>Writes Apache Avro's generic values, whose types are only known at run time.</summary>
internal static class GenericValueWriter
{
    public static void Write(ref AvroWriter writer, Schema schema, object? value, string path)
    {
        switch (schema)
        {
            case UnionSchema union:
                var index = GenericBranches.Choose(union, value);
                if (index < 0)
                {
                    throw Refused(schema, value, path);
                }

                writer.WriteInt32(index);
                Write(ref writer, union[index], value, path);
                break;
            case LogicalSchema logical:
                WriteLogical(ref writer, logical, value, path);
                break;
            case RecordSchema record:
                WriteRecord(ref writer, record, value, path);
                break;
            case EnumSchema symbols when ((value as GenericEnum)?.Value ?? (value as Enum)?.ToString() ?? value as string) is { } symbol
                && symbols.Contains(symbol):
                writer.WriteInt32(symbols.Ordinal(symbol));
                break;
            case FixedSchema bytes when ((value as GenericFixed)?.Value ?? value as byte[]) is { } data:
                LogicalWrites.WriteFixed(ref writer, data, bytes.Size, path);
                break;
            case ArraySchema array when value is System.Collections.IDictionary entries && MapEntries.RecordOf(array.ItemSchema) is { } entry:
                WriteArrayOfEntries(ref writer, entry, entries);
                break;
            case ArraySchema array when value is System.Collections.ICollection items:
                WriteItems(ref writer, array.ItemSchema, items, path);
                break;
            case MapSchema map when value is System.Collections.IDictionary entries:
                WriteEntries(ref writer, map.ValueSchema, entries, path);
                break;
            default:
                WritePrimitive(ref writer, schema, value, path);
                break;
        }
    }

    private static void WriteLogical(ref AvroWriter writer, LogicalSchema schema, object? value, string path)
    {
        if (LogicalNames.IsApplications(schema))
        {
            Write(
                ref writer,
                schema.BaseSchema,
                schema.LogicalType.IsInstanceOfLogicalType(value) ? schema.LogicalType.ConvertToBaseValue(value, schema) : value,
                path);
            return;
        }

        var (name, isNumber) = (schema.LogicalTypeName, schema.BaseSchema.Tag is Schema.Type.Int or Schema.Type.Long);
        switch (value)
        {
            case AvroDecimal or decimal when name == "decimal":
                LogicalWrites.WriteDecimal(ref writer, value is decimal number ? number : (AvroDecimal)value, DecimalFormat.Of(schema), path);
                break;
            case Guid id when name == "uuid":
                LogicalWrites.WriteGuid(ref writer, id);
                break;
            case DateTime time when name == "date" && isNumber:
                writer.WriteInt64(LogicalWrites.DaysOf(time));
                break;
            case DateTime time when LogicalNames.IsPoint(name) && isNumber:
                writer.WriteInt64(
                    LogicalNames.IsLocal(name) ? LogicalWrites.LocalUnitsOf(time, TickScale.Of(name)) : LogicalWrites.UnitsOf(time, TickScale.Of(name)));
                break;
            case TimeSpan time when name is "time-millis" or "time-micros" && isNumber:
                writer.WriteInt64(LogicalWrites.UnitsOf(time, TickScale.Of(name)));
                break;
            default:
                Write(ref writer, schema.BaseSchema, value, path);
                break;
        }
    }

    private static void WriteRecord(ref AvroWriter writer, RecordSchema schema, object? value, string path)
    {
        writer.Enter();
        foreach (var field in schema.Fields)
        {
            var item = value switch
            {
                GenericRecord record => record.TryGetValue(field.Name, out var found) ? found : null,
                ISpecificRecord record => record.Get(field.Pos),
                _ => throw Refused(schema, value, path),
            };
            Write(ref writer, field.Schema, item, field.Name);
        }

        writer.Leave();
    }

    private static void WriteItems(ref AvroWriter writer, Schema schema, System.Collections.ICollection items, string path)
    {
        writer.Enter();
        if (items.Count > 0)
        {
            writer.WriteInt64(items.Count);
            foreach (var item in items)
            {
                Write(ref writer, schema, item, path);
            }
        }

        writer.WriteInt64(0);
        writer.Leave();
    }

    private static void WriteArrayOfEntries(ref AvroWriter writer, RecordSchema schema, System.Collections.IDictionary entries)
    {
        writer.Enter();
        if (entries.Count > 0)
        {
            writer.WriteInt64(entries.Count);
            foreach (System.Collections.DictionaryEntry entry in entries)
            {
                foreach (var field in schema.Fields)
                {
                    Write(ref writer, field.Schema, MapEntries.IsKey(field) ? entry.Key : entry.Value, field.Name);
                }
            }
        }

        writer.WriteInt64(0);
        writer.Leave();
    }

    private static void WriteEntries(ref AvroWriter writer, Schema schema, System.Collections.IDictionary entries, string path)
    {
        writer.Enter();
        if (entries.Count > 0)
        {
            writer.WriteInt64(entries.Count);
            foreach (System.Collections.DictionaryEntry entry in entries)
            {
                writer.WriteString((string)entry.Key);
                Write(ref writer, schema, entry.Value, path);
            }
        }

        writer.WriteInt64(0);
        writer.Leave();
    }

    private static void WritePrimitive(ref AvroWriter writer, Schema schema, object? value, string path)
    {
        switch (schema.Tag)
        {
            case Schema.Type.Null when value is null:
                break;
            case Schema.Type.Boolean when value is bool flag:
                writer.WriteBoolean(flag);
                break;
            case Schema.Type.Int when value is int or short or byte or sbyte or ushort:
                writer.WriteInt32(Convert.ToInt32(value, null));
                break;
            case Schema.Type.Long when value is long or int or short or byte or uint:
                writer.WriteInt64(Convert.ToInt64(value, null));
                break;
            case Schema.Type.Float when value is float or int or short:
                writer.WriteSingle(Convert.ToSingle(value, null));
                break;
            case Schema.Type.Double when value is double or float or long or int or short:
                writer.WriteDouble(Convert.ToDouble(value, null));
                break;
            case Schema.Type.String when value is string text:
                writer.WriteString(text);
                break;
            case Schema.Type.Bytes when value is byte[] bytes:
                writer.WriteBytes(bytes);
                break;
            default:
                throw Refused(schema, value, path);
        }
    }

    private static AvroDataException Refused(Schema schema, object? value, string path) =>
        new($"'{path}' is {(value is null ? "null" : $"a {value.GetType().Name}")}, which cannot be written as {PlanErrors.Describe(schema)}.");
}
