using Avro;
using Commands.Streams.Avro.Parsing;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The schema of a type: the given one, the one it was generated from, or the one derived from it.</summary>
internal static class TypeSchemas
{
    /// <summary>Finds the schema of a type.</summary>
    /// <returns>Null if only values have a schema.</returns>
    public static Schema? Find(Type type, string? given)
    {
        if (given is not null)
        {
            return Parse(type, given);
        }

        return GenericTypes.IsGeneric(type) ? null : GenericTypes.IsSpecific(type) ? GenericTypes.SchemaOf(type) : SchemaDerivation.Of(type);
    }

    private static Schema Parse(Type type, string json)
    {
        try
        {
            return SchemaParser.Parse(json);
        }
        catch (AvroSchemaException exception)
        {
            throw new AvroSchemaException($"The schema passed for {type.Name} is not a valid Avro schema: {exception.Message}", exception);
        }
    }
}
