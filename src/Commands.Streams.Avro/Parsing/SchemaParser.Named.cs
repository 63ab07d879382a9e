using System.Globalization;
using Avro;
using Commands.Streams.Avro.Schemas;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Parsing;

internal sealed partial class SchemaParser
{
    /// <summary>Collects the named types that a text defines, so that they can be referred to before their definition.</summary>
    private void Announce(JToken? described, string? space)
    {
        switch (described)
        {
            case JArray branches:
                foreach (var branch in branches)
                {
                    Announce(branch, space);
                }

                break;
            case JObject schema when Text(schema, "type") is "record" or "error" or "enum" or "fixed" && Text(schema, "name") is { } name:
                var own = FullName.Of(name, Text(schema, "namespace") ?? space);
                _scope.Announce(own, schema, space);
                foreach (var field in (schema["fields"] as JArray ?? []).OfType<JObject>())
                {
                    Announce(field["type"], own.Space);
                }

                break;
            case JObject schema:
                Announce(schema["items"] ?? schema["values"], space);
                break;
        }
    }

    private Schema ParseRecord(JObject described, string? space)
    {
        var name = NameOf(described, space);
        if (FindDefined(name, described) is { } defined)
        {
            return defined;
        }

        var fields = described["fields"] as JArray ?? throw Invalid($"The record '{name}' has no \"fields\" array.");
        var aliases = AliasesOf(described, name);
        var record = RecordSchema.Create(name.Name, [], name.Space, aliases.Count > 0 ? aliases : null, PropertiesOf(described), Text(described, "doc"));
        Define(name, record, described, aliases);
        var parsed = new List<Field>();
        foreach (var field in fields)
        {
            parsed.Add(ParseField(name, field as JObject ?? throw Invalid($"The record '{name}' has a field that is not an object: {Short(field)}."), parsed));
        }

        // Names that the schema object would refuse among the aliases, such as those of other fields, are added once it is complete.
        record.Fields = parsed;
        foreach (var (field, source) in record.Fields.Zip(fields.Cast<JObject>()))
        {
            (field.Aliases as List<string>)?.AddRange(TextsOf(source, "aliases"));
            if (field.DefaultValue is not null)
            {
                _defaults.Add((record, field));
            }
        }

        _scope.Pass(name);
        return record;
    }

    private Field ParseField(FullName record, JObject described, List<Field> before)
    {
        var name = Text(described, "name") ?? throw Invalid($"The record '{record}' has a field without a name: {Short(described)}.");
        if (!NameRules.IsValid(name))
        {
            throw Invalid($"The record '{record}' has a field called '{name}', which is not a valid name.");
        }

        if (before.Exists(field => field.Name == name))
        {
            throw Invalid($"The record '{record}' has two fields called '{name}'.");
        }

        var schema = Parse(described["type"] ?? throw Invalid($"The field '{name}' of record '{record}' has no type."), record.Space);
        _isMore |= described.ContainsKey("order");
        var aliases = described.ContainsKey("aliases") ? new List<string>() : null;
        return new Field(
            schema,
            name,
            before.Count,
            aliases,
            Text(described, "doc"),
            DefaultOf(schema, described["default"], name),
            OrderOf(described, name),
            PropertiesOf(described));
    }

    /// <summary>Returns a default as written, except for numbers that JSON cannot express, which are strings such as "NaN".</summary>
    private JToken? DefaultOf(Schema schema, JToken? value, string field)
    {
        if (value is not { Type: JTokenType.String } || SchemaRules.Base(schema).Tag is not (Schema.Type.Float or Schema.Type.Double))
        {
            return value;
        }

        _isMore = true;
        return double.TryParse((string)value!, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new JValue(number)
            : throw Invalid($"The default of field '{field}', {Short(value)}, is not a number.");
    }

    /// <summary>Without an order, the schema object uses "ignore", like Apache's own parser, so that equal schemas are equal objects.</summary>
    private static Field.SortOrder OrderOf(JObject described, string field) => described["order"] is null ? Field.SortOrder.ignore
        : Enum.TryParse<Field.SortOrder>(Text(described, "order"), ignoreCase: true, out var order) && Enum.IsDefined(order) ? order
        : throw Invalid($"The order of field '{field}' is {Short(described["order"])}, not \"ascending\", \"descending\" or \"ignore\".");

    private Schema ParseEnum(JObject described, string? space)
    {
        var name = NameOf(described, space);
        if (FindDefined(name, described) is { } defined)
        {
            return defined;
        }

        if (described["symbols"] is not JArray)
        {
            throw Invalid($"The enum '{name}' has no \"symbols\" array.");
        }

        var symbols = TextsOf(described, "symbols");
        var usual = Text(described, "default");
        var (wrong, twice) = (
            symbols.Find(symbol => !NameRules.IsValid(symbol)), symbols.GroupBy(symbol => symbol).FirstOrDefault(group => group.Count() > 1)?.Key);
        if (wrong is not null || twice is not null || (usual is not null && !symbols.Contains(usual)))
        {
            throw Invalid($"The enum '{name}' " + (
                wrong is not null ? $"has the symbol '{wrong}', which is not a valid name."
                : twice is not null ? $"has the symbol '{twice}' twice."
                : $"has the default '{usual}', which is not one of its symbols."));
        }

        var aliases = AliasesOf(described, name);
        return Define(
            name,
            EnumSchema.Create(name.Name, symbols, name.Space, aliases.Count > 0 ? aliases : null, PropertiesOf(described), Text(described, "doc"), usual),
            described,
            aliases,
            isComplete: true);
    }

    private Schema ParseFixed(JObject described, string? space)
    {
        var name = NameOf(described, space);
        if (FindDefined(name, described) is { } defined)
        {
            return defined;
        }

        if (described["size"] is not { Type: JTokenType.Integer } given || ((JValue)given).Value is not long size || size is < 0 or > int.MaxValue)
        {
            throw Invalid($"The size of the fixed '{name}' is {Short(described["size"])}. It must be a number of bytes.");
        }

        var aliases = AliasesOf(described, name);
        var bytes = FixedSchema.Create(
            name.Name, Math.Max(1, (int)size), name.Space, aliases.Count > 0 ? aliases : null, PropertiesOf(described), Text(described, "doc"));
        bytes.Size = (int)size;
        return Define(name, LogicalSchemas.TryCreate(bytes, described) ?? bytes, described, aliases, isComplete: true);
    }

    private FullName NameOf(JObject described, string? space)
    {
        var name = FullName.Of(
            Text(described, "name") ?? throw Invalid($"The {Text(described, "type")} {Short(described)} has no name."), Text(described, "namespace") ?? space);
        _isMore |= name.Space is null && space is not null;
        return NameRules.IsValid(name) && !PrimitiveNames.Contains(name.ToString())
            ? name
            : throw Invalid($"'{name}' is not a valid type name. Use letters, digits and underscores, no leading digit, and no name of a primitive type.");
    }

    private static List<string> AliasesOf(JObject described, FullName name)
    {
        var aliases = TextsOf(described, "aliases");
        return aliases.Find(alias => !NameRules.IsValid(FullName.Of(alias, name.Space).Name)) is { } wrong
            ? throw Invalid($"'{wrong}' is not a valid alias for '{name}'.")
            : aliases;
    }

    private static List<string> TextsOf(JObject described, string property) => described[property] switch
    {
        null => [],
        JArray texts when texts.All(text => text.Type == JTokenType.String) => [.. texts.Select(text => (string)text!)],
        var other => throw Invalid($"\"{property}\" must be an array of strings, not {Short(other)}."),
    };

    /// <summary>Returns the schema of a definition that has been seen before, through an earlier reference or because it is repeated.</summary>
    private Schema? FindDefined(FullName name, JObject described) => _scope.Find(name) is not { } known ? null
        : _scope.IsRepetition(name, described) ? known
        : throw Invalid($"'{name}' is defined twice, with different definitions.");

    private Schema Define(FullName name, Schema schema, JObject described, List<string> aliases, bool isComplete = false)
    {
        _scope.Add(name, schema, described);
        TypeAliases.Keep(schema, aliases.Select(alias => FullName.Of(alias, name.Space).ToString()));
        if (isComplete)
        {
            _scope.Pass(name);
        }

        return schema;
    }
}
