using System.Buffers;
using System.Globalization;
using System.Text;
using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Parsing;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Plans;

/// <summary>Converts default values, which a schema contains as JSON, to binary format.</summary>
internal static class DefaultValues
{
    /// <summary>Encodes a default.</summary>
    /// <returns>The bytes and their schema: for a union, that of the branch that accepts the value.</returns>
    public static (byte[] Data, Schema Schema) Encode(Schema schema, JToken value, string path)
    {
        foreach (var branch in schema is UnionSchema union ? union.Schemas : [schema])
        {
            try
            {
                var buffer = new ArrayBufferWriter<byte>();
                var writer = new AvroWriter(buffer);
                Write(ref writer, branch, value);
                writer.Complete();
                return (buffer.WrittenSpan.ToArray(), branch);
            }
            catch (Exception exception) when (
                exception is InvalidCastException or FormatException or OverflowException or ArgumentException or AvroDataException)
            {
                // Try the next branch.
            }
        }

        throw new AvroSchemaException(
            $"The default of '{path}', {value.ToString(Newtonsoft.Json.Formatting.None)}, is not a value of type {PlanErrors.Describe(schema)}.");
    }

    private static void Write(ref AvroWriter writer, Schema schema, JToken value)
    {
        switch (schema)
        {
            case LogicalSchema logical:
                Write(ref writer, logical.BaseSchema, value);
                break;
            case RecordSchema record:
                writer.Enter();
                foreach (var field in record.Fields)
                {
                    Write(ref writer, field.Schema, ((JObject)value)[field.Name] ?? field.DefaultValue
                        ?? throw new FormatException($"The field '{field.Name}' is missing."));
                }

                writer.Leave();

                break;
            case UnionSchema union:
                WriteUnion(ref writer, union, value);
                break;
            case EnumSchema symbols:
                writer.WriteInt32(symbols.Contains(Text(value)) ? symbols.Ordinal(Text(value)) : throw new FormatException("The enum has no such symbol."));
                break;
            case FixedSchema { Size: var size }:
                var bytes = Encoding.Latin1.GetBytes(Text(value));
                Array.Resize(ref bytes, size);
                writer.WriteFixed(bytes);
                break;
            case ArraySchema array:
                WriteItems(ref writer, ((JArray)value).Select(item => ((string?)null, item)), array.ItemSchema);
                break;
            case MapSchema map:
                WriteItems(ref writer, ((JObject)value).Properties().Select(property => ((string?)property.Name, property.Value)), map.ValueSchema);
                break;
            default:
                WritePrimitive(ref writer, schema.Tag, value);
                break;
        }
    }

    private static void WriteUnion(ref AvroWriter writer, UnionSchema union, JToken value)
    {
        var index = union.Schemas.ToList().FindIndex(branch => DefaultRules.IsValid(branch, value));
        if (index < 0)
        {
            throw new FormatException("No branch of the union accepts it.");
        }

        writer.WriteInt32(index);
        Write(ref writer, union[index], value);
    }

    private static void WriteItems(ref AvroWriter writer, IEnumerable<(string? Key, JToken Value)> items, Schema schema)
    {
        foreach (var (key, value) in items)
        {
            writer.WriteInt64(1);
            if (key is not null)
            {
                writer.WriteString(key);
            }

            Write(ref writer, schema, value);
        }

        writer.WriteInt64(0);
    }

    private static void WritePrimitive(ref AvroWriter writer, Schema.Type type, JToken value)
    {
        switch (type)
        {
            case Schema.Type.Null when value.Type == JTokenType.Null:
                break;
            case Schema.Type.Boolean when value.Type == JTokenType.Boolean:
                writer.WriteBoolean((bool)value);
                break;
            case Schema.Type.Int when value.Type == JTokenType.Integer:
                writer.WriteInt32((int)value);
                break;
            case Schema.Type.Long when value.Type == JTokenType.Integer:
                writer.WriteInt64((long)value);
                break;
            case Schema.Type.Float when value.Type is JTokenType.Integer or JTokenType.Float:
                writer.WriteSingle((float)value);
                break;
            case Schema.Type.Double when value.Type is JTokenType.Integer or JTokenType.Float:
                writer.WriteDouble((double)value);
                break;
            case Schema.Type.String:
                writer.WriteString(Text(value));
                break;
            case Schema.Type.Bytes:
                writer.WriteBytes(Encoding.Latin1.GetBytes(Text(value)));
                break;
            default:
                throw new FormatException($"{value.Type} is not {type}.");
        }
    }

    /// <summary>Returns a JSON string; one that looks like a date was parsed as one.</summary>
    private static string Text(JToken value) => value.Type switch
    {
        JTokenType.String => (string)value!,
        JTokenType.Date => ((DateTime)value).ToString("O", CultureInfo.InvariantCulture),
        _ => throw new FormatException($"{value.Type} is not String."),
    };
}
