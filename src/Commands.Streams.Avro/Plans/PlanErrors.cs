using Avro;

namespace Commands.Streams.Avro.Plans;

/// <summary>The exceptions of plans, in the form that expressions need: with a return type, although they never return.</summary>
internal static class PlanErrors
{
    public static T Null<T>(string path) => throw new AvroDataException(
        $"'{path}' is null in the data, which {typeof(T).Name} cannot hold. Declare it nullable, or filter such records out.");

    public static T Branch<T>(string message) => throw new AvroDataException(message);

    public static T NullToWrite<T>(string path) => throw new AvroDataException(
        $"'{path}' is null, but the schema does not allow null there. Set it, or make the field a union with null.");

    public static AvroSchemaException Incompatible(string path, Schema writer, Schema reader, Type type) => new(
        $"'{path}' was written as {Describe(writer)} and cannot be read as {Describe(reader)} into {type.Name}.");

    public static AvroSchemaException NotWritable(string path, Schema schema, Type type) =>
        new($"'{path}' is {Describe(schema)} in the schema, which cannot be written from {type.Name}.");

    /// <summary>Describes a schema briefly: its type, with its name or logical type.</summary>
    public static string Describe(Schema schema) => schema switch
    {
        LogicalSchema logical => $"{Describe(logical.BaseSchema)} ({logical.LogicalTypeName})",
        NamedSchema named => $"{Schema.GetTypeString(named.Tag)} '{named.Fullname}'",
        UnionSchema union => $"union [{string.Join(", ", union.Schemas.Select(Describe))}]",
        ArraySchema array => $"array of {Describe(array.ItemSchema)}",
        MapSchema map => $"map of {Describe(map.ValueSchema)}",
        _ => schema.Name,
    };
}
