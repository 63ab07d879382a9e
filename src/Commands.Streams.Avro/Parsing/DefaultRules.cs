using System.Numerics;
using Avro;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Schemas;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Parsing;

/// <summary>Decides whether JSON is a valid default for a schema. Symbols and lengths are checked only when a default is used.</summary>
internal static class DefaultRules
{
    /// <summary>A default of a record that contains itself endlessly is not a default.</summary>
    private const int MaxDepth = AvroReader.MaxDepth;

    public static bool IsValid(Schema schema, JToken? value, int depth = 0) => value is not null && depth < MaxDepth && SchemaRules.Base(schema) switch
    {
        UnionSchema union => union.Schemas.Any(branch => IsValid(branch, value, depth + 1)),
        RecordSchema record =>
            value is JObject fields && record.Fields.All(field => IsValid(field.Schema, fields[field.Name] ?? field.DefaultValue, depth + 1)),
        ArraySchema array => value is JArray items && items.All(item => IsValid(array.ItemSchema, item, depth + 1)),
        MapSchema map => value is JObject entries && entries.Properties().All(entry => IsValid(map.ValueSchema, entry.Value, depth + 1)),
        var other => IsScalar(other.Tag, value),
    };

    private static bool IsScalar(Schema.Type type, JToken value) => type switch
    {
        Schema.Type.String or Schema.Type.Bytes or Schema.Type.Enumeration or Schema.Type.Fixed => value.Type == JTokenType.String,
        Schema.Type.Int => IsWithin(value, int.MinValue, int.MaxValue),
        Schema.Type.Long => IsWithin(value, long.MinValue, long.MaxValue),
        Schema.Type.Float or Schema.Type.Double => value.Type is JTokenType.Integer or JTokenType.Float,
        Schema.Type.Boolean => value.Type == JTokenType.Boolean,
        _ => value.Type == JTokenType.Null,
    };

    private static bool IsWithin(JToken value, long least, long most) =>
        value.Type == JTokenType.Integer && ((JValue)value).Value is not BigInteger && (long)value >= least && (long)value <= most;
}
