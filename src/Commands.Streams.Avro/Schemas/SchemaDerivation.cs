using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Avro;
using Commands.Streams.Avro.Parsing;

namespace Commands.Streams.Avro.Schemas;

/// <summary>Derives the schema of a plain type: once per type; a named type is described where it first appears and referred to afterwards.</summary>
internal sealed class SchemaDerivation
{
    private static readonly ConcurrentDictionary<Type, Schema> Derived = new();

    private readonly Dictionary<Type, string> _named = [];

    private SchemaDerivation()
    {
    }

    public static Schema Of(Type type) =>
        Derived.GetOrAdd(type, static key => SchemaParser.Parse(new SchemaDerivation().Derive(key, null, null).ToJsonString()));

    private JsonNode Derive(Type type, NullabilityInfo? place, AvroDecimalAttribute? digits)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return new JsonArray("null", Derive(underlying, null, digits));
        }

        var schema = DeriveNotNull(type, place, digits);
        return place is not null && TypeMember.AllowsNull(place) ? new JsonArray("null", schema) : schema;
    }

    private JsonNode DeriveNotNull(Type type, NullabilityInfo? place, AvroDecimalAttribute? digits)
    {
        if (ScalarTypes.SchemaOf(type, digits) is { } scalar)
        {
            return scalar;
        }

        if (type.IsEnum)
        {
            return DeriveNamed(
                type, "enum", described => described["symbols"] = new JsonArray([.. EnumSymbols.Of(type).Select(symbol => (JsonNode)symbol.Symbol)]));
        }

        if (CollectionTypes.ItemOf(type) is { } item)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Derive(item, place?.ElementType ?? place?.GenericTypeArguments.FirstOrDefault(), digits) };
        }

        if (CollectionTypes.ValueOf(type) is { } value)
        {
            return new JsonObject { ["type"] = "map", ["values"] = Derive(value, place?.GenericTypeArguments.LastOrDefault(), digits) };
        }

        return IsRecord(type)
            ? DeriveNamed(type, "record", described => described["fields"] = new JsonArray([.. TypeShape.Of(type).Members.Select(DeriveField)]))
            : throw new AvroSchemaException(
                $"No Avro schema can be derived from {type}. Use a class, record or struct with public properties, an enum, a list, a dictionary with string " +
                "keys, or a scalar type that Avro has a schema for, or pass a schema.");
    }

    private static bool IsRecord(Type type) =>
        !type.IsPrimitive && !type.IsInterface && !type.IsAbstract && !type.IsPointer && type != typeof(object)
        && type.Namespace is { } space && !(space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private JsonNode DeriveNamed(Type type, string kind, Action<JsonObject> describe)
    {
        if (_named.TryGetValue(type, out var known))
        {
            return known;
        }

        var name = FullNameOf(type);
        if (_named.ContainsValue(name))
        {
            throw new AvroSchemaException($"{type} and another type would both be called '{name}' in the schema. Put [AvroName] on one of them.");
        }

        _named.Add(type, name);
        var (simple, space) = Parsing.FullName.Of(name, null);
        var described = new JsonObject { ["type"] = kind, ["name"] = simple, ["namespace"] = space ?? string.Empty };
        describe(described);
        return described;
    }

    private JsonNode DeriveField(TypeMember member)
    {
        var schema = Derive(member.Type, member.Nullability, member.Decimal);
        var field = new JsonObject { ["name"] = member.Name };
        var value = member.DefaultValue is { } given
            ? DefaultJson.TryCreate(given, Nullable.GetUnderlyingType(member.Type) ?? member.Type, member.Decimal)
            : null;
        if (schema is JsonArray union)
        {
            // A default belongs to the first branch. A default that a schema cannot express is omitted rather than written as null.
            value = value?.GetValueKind() == JsonValueKind.String && member.DefaultValue is float or double ? null : value;
            field["type"] = value is null ? union : new JsonArray(union[1]!.DeepClone(), "null");
            if (member.DefaultValue is null || value is not null)
            {
                field["default"] = value;
            }
        }
        else
        {
            field["type"] = schema;
            if (value is not null)
            {
                field["default"] = value;
            }
        }

        if (member.Aliases.ToList() is { Count: > 0 } aliases)
        {
            field["aliases"] = new JsonArray([.. aliases.Select(alias => (JsonNode)alias)]);
        }

        return field;
    }

    private static string FullNameOf(Type type)
    {
        var own = type.GetCustomAttribute<AvroNameAttribute>()?.Name;
        if (own is not null && own.Contains('.', StringComparison.Ordinal))
        {
            return own;
        }

        var name = own ?? SimpleNameOf(type);
        return string.IsNullOrEmpty(type.Namespace) ? name : $"{type.Namespace}.{name}";
    }

    private static string SimpleNameOf(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : $"{type.Name[..tick]}_{string.Join("_", type.GetGenericArguments().Select(SimpleNameOf))}";
    }
}
