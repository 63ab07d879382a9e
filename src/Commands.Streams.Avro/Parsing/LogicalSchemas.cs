using Avro;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Parsing;

/// <summary>Creates schemas with logical types. Only Apache's own parser can do that; it receives each schema alone.</summary>
internal static class LogicalSchemas
{
    /// <summary>Creates the schema.</summary>
    /// <returns>Null if there is no logical type, or an invalid one, which is ignored.</returns>
    public static Schema? TryCreate(Schema type, JObject described)
    {
        if (described["logicalType"] is not { Type: JTokenType.String } name || !LogicalRules.IsValid((string)name!, type.Tag, described))
        {
            return null;
        }

        var alone = (JObject)described.DeepClone();
        if (type is NamedSchema named)
        {
            (alone["name"], alone["namespace"]) = (named.Name, named.Namespace ?? string.Empty);
        }

        try
        {
            return Schema.Parse(alone.ToString(Formatting.None));
        }
        catch (AvroException)
        {
            // A logical type that the application has added, and that refuses this base type.
            return null;
        }
    }
}
