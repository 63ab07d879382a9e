using Avro;

namespace Commands.Streams.Avro.Schemas;

/// <summary>
/// Maps as arrays of records with a key and a value, as Kafka Connect and ksqlDB write them, because Avro's own maps have string keys that are never
/// null.
/// </summary>
internal static class MapEntries
{
    /// <summary>Returns the record of an array that is such a map, or null.</summary>
    public static RecordSchema? RecordOf(Schema items) =>
        SchemaRules.Base(items) is RecordSchema { Count: 2 } record
            && record.Fields.Exists(IsKey)
            && record.Fields.Exists(field => LooseName.Equals(field.Name, "value"))
            ? record
            : null;

    /// <summary>True if a field of the record is the key; the other field is the value.</summary>
    public static bool IsKey(Field field) => LooseName.Equals(field.Name, "key");

    /// <summary>Returns the types of key and value, or null if a type is not a dictionary.</summary>
    public static (Type Key, Type Value)? TypesOf(Type type) =>
        CollectionTypes.IsDictionary(type) && type.GetGenericArguments() is var arguments ? (arguments[0], arguments[1]) : null;

    /// <summary>Returns the schema of a key without null, which is not a valid key.</summary>
    public static Schema KeyOf(Schema schema) =>
        schema is UnionSchema { Count: 2 } union
            && union.Schemas.FirstOrDefault(branch => branch.Tag != Schema.Type.Null) is { } key
            && union.Schemas.Any(branch => branch.Tag == Schema.Type.Null)
            ? key
            : schema;
}
