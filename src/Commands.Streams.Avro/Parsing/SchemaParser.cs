using System.Runtime.CompilerServices;
using Avro;
using Commands.Streams.Avro.Plans;
using Commands.Streams.Avro.Schemas;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Parsing;

/// <summary>
/// Creates Apache Avro's schema objects from JSON by the rules of Java's parser, which a registry uses as well: it accepts and refuses the same
/// schemas, and keeps defaults as written. The parser of Apache's library for .NET differs in all of these.
/// </summary>
internal sealed partial class SchemaParser
{
    private readonly SchemaScope _scope;
    private readonly List<(RecordSchema Record, Field Field)> _defaults = [];

    /// <summary>
    /// True if the schema has parts that Apache's schema objects do not have or do not print, so that the text must be kept for registration.
    /// </summary>
    private bool _isMore;

    private SchemaParser(SchemaScope scope) => _scope = scope;

    /// <summary>Parses a schema that is to be registered.</summary>
    /// <exception cref="AvroSchemaException">The text is not a valid schema.</exception>
    public static Schema Parse(string text)
    {
        var parser = new SchemaParser(new SchemaScope());
        var described = PrimitiveNames.Contains(text.Trim()) ? JValue.CreateString(text.Trim()) : SchemaJson.Read(text);
        var schema = parser.ParseRoot(described);
        parser.CheckDefaults();
        parser.KeepIfMore(schema, text);
        return schema;
    }

    /// <summary>
    /// Parses a registered schema, which may refer to those that were parsed with the same scope. Its defaults are checked when they are used.
    /// </summary>
    /// <exception cref="AvroSchemaException">The text is not a valid schema.</exception>
    public static Schema ParseRegistered(string text, SchemaScope scope)
    {
        var isAlone = scope.IsEmpty;
        var parser = new SchemaParser(scope);
        var schema = parser.ParseRoot(SchemaJson.Read(text));
        if (isAlone)
        {
            parser.KeepIfMore(schema, text);
        }

        return schema;
    }

    private void KeepIfMore(Schema schema, string text)
    {
        if (_isMore)
        {
            SchemaText.Keep(schema, text);
        }
    }

    private Schema ParseRoot(JToken described)
    {
        Announce(described, null);
        return Parse(described, null);
    }

    private Schema Parse(JToken? described, string? space)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Invalid("The schema is nested too deeply.");
        }

        return described switch
        {
            JValue { Type: JTokenType.String } name => ParseReference((string)name!, space),
            JArray branches => ParseUnion(branches, space),
            JObject schema => ParseObject(schema, space),
            _ => throw Invalid($"{Short(described)} is not a schema."),
        };
    }

    private Schema ParseObject(JObject described, string? space)
    {
        var schema = ParseDescribed(described, space);
        _isMore |= (described.ContainsKey("logicalType") && schema is not LogicalSchema) || Text(described, "type") == "error";
        return schema;
    }

    private Schema ParseDescribed(JObject described, string? space) => Text(described, "type") switch
    {
        null => throw Invalid($"{Short(described)} has no \"type\" that is a string."),
        "record" or "error" => ParseRecord(described, space),
        "enum" => ParseEnum(described, space),
        "fixed" => ParseFixed(described, space),
        "array" =>
            ArraySchema.Create(Parse(described["items"] ?? throw Invalid($"The array {Short(described)} has no \"items\"."), space), PropertiesOf(described)),
        "map" =>
            MapSchema.CreateMap(Parse(described["values"] ?? throw Invalid($"The map {Short(described)} has no \"values\"."), space), PropertiesOf(described)),
        var name => PrimitiveSchema.NewInstance(name, PropertiesOf(described)) is { } primitive
            ? LogicalSchemas.TryCreate(primitive, described) ?? primitive
            : throw Invalid($"\"{name}\" cannot be the type of a schema with properties. Refer to a named type by its name alone."),
    };

    private UnionSchema ParseUnion(JArray described, string? space)
    {
        var branches = described.Select(branch => Parse(branch, space)).ToList();
        if (branches.Any(branch => branch is UnionSchema))
        {
            throw Invalid($"The union {Short(described)} contains another union.");
        }

        return branches.GroupBy(branch => SchemaRules.NameOf(branch)).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw Invalid($"The union {Short(described)} contains '{twice.Key}' twice.")
            : UnionSchema.Create(branches);
    }

    /// <summary>
    /// Resolves a name: to the type of the namespace if it is already defined, else to one without a namespace if that is, else to that of the
    /// namespace defined later.
    /// </summary>
    private Schema ParseReference(string name, string? space)
    {
        if (PrimitiveSchema.NewInstance(name) is { } primitive)
        {
            return primitive;
        }

        var (near, plain) = (FullName.Of(name, space), FullName.Of(name, null));
        var target = _scope.IsPassed(near) || !_scope.IsPassed(plain) ? near : plain;
        return _scope.Find(target)
            ?? (_scope.Ahead(target) is { } ahead ? ParseObject(ahead.Described, ahead.Space) : throw Invalid($"No type called '{near}' is defined."));
    }

    private void CheckDefaults()
    {
        foreach (var (record, field) in _defaults.Where(place => !DefaultRules.IsValid(place.Field.Schema, place.Field.DefaultValue)))
        {
            throw Invalid(
                $"The default of field '{field.Name}' of record '{record.Fullname}', " +
                $"{Short(field.DefaultValue)}, is not a value of type {PlanErrors.Describe(field.Schema)}.");
        }
    }

    private static string? Text(JObject described, string property) => described[property] is { Type: JTokenType.String } text ? (string)text! : null;

    private static PropertyMap? PropertiesOf(JObject described)
    {
        var properties = new PropertyMap();
        properties.Parse(described);
        return properties.Count > 0 ? properties : null;
    }

    private static string Short(JToken? token) => token?.ToString(Formatting.None) is { } text ? text.Length <= 200 ? text : $"{text[..200]}..." : "Nothing";

    private static AvroSchemaException Invalid(string reason) => new(reason);
}
