using Avro;
using Avro.Generic;
using Avro.Specific;

namespace Commands.Streams.Avro.Schemas;

/// <summary>Apache Avro's own types: generic values, and classes generated from a schema.</summary>
internal static class GenericTypes
{
    public static bool IsGeneric(Type type) =>
        type == typeof(object) || type == typeof(GenericRecord) || type == typeof(GenericEnum) || type == typeof(GenericFixed);

    public static bool IsSpecific(Type type) => typeof(ISpecificRecord).IsAssignableFrom(type);

    /// <summary>Returns the schema that a class was generated from.</summary>
    public static Schema SchemaOf(Type specific) => ((ISpecificRecord)Activator.CreateInstance(specific)!).Schema;

    /// <summary>Returns the generated class of a named schema if the property accepts any object; otherwise the property's own type.</summary>
    public static Type SpecificTypeOf(Schema schema, Type place)
    {
        if (place != typeof(object) || schema is not NamedSchema)
        {
            return place;
        }

        try
        {
            return ObjectCreator.Instance.GetType(schema);
        }
        catch (AvroException)
        {
            return place;
        }
    }
}
