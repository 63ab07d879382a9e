using Avro;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Parsing;

/// <summary>The named schemas that a text may refer to: those of texts parsed earlier, such as a registry's references, and its own.</summary>
internal sealed class SchemaScope
{
    private readonly Dictionary<FullName, (Schema Schema, JObject Described)> _known = [];

    /// <summary>Names that are defined before the current position.</summary>
    private readonly HashSet<FullName> _passed = [];

    /// <summary>Definitions after the current position, with the namespace of their context.</summary>
    private readonly Dictionary<FullName, (JObject Described, string? Space)> _ahead = [];

    public bool IsEmpty => _known.Count == 0;

    public Schema? Find(FullName name) => _known.TryGetValue(name, out var known) ? known.Schema : null;

    public bool IsPassed(FullName name) => _passed.Contains(name);

    public (JObject Described, string? Space)? Ahead(FullName name) => _ahead.TryGetValue(name, out var found) ? found : null;

    public void Announce(FullName name, JObject described, string? space) => _ahead.TryAdd(name, (described, space));

    public void Add(FullName name, Schema schema, JObject described) => _known[name] = (schema, described);

    public void Pass(FullName name) => _passed.Add(name);

    /// <summary>True if a definition is the same as the known one with its name. Such a repetition is allowed.</summary>
    public bool IsRepetition(FullName name, JObject described) => JToken.DeepEquals(WithoutDocs(_known[name].Described), WithoutDocs(described));

    private static JToken WithoutDocs(JToken token) => token switch
    {
        JObject described =>
            new JObject(
                described.Properties()
                    .Where(property => property.Name is not ("doc" or "aliases"))
                    .Select(property => new JProperty(property.Name, WithoutDocs(property.Value)))),
        JArray items => new JArray(items.Select(WithoutDocs)),
        _ => token,
    };
}
