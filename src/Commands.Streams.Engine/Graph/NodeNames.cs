using System.Globalization;

namespace Commands.Streams.Graph;

/// <summary>Generates names as Kafka Streams does: a prefix and a number of ten digits, from one counter for all of a builder.</summary>
internal sealed class NodeNames
{
    private int _next;

    public string Next(string prefix) => prefix + (_next++).ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>The name given, or a generated one. Both take a number, so that naming a step renames none of those after it.</summary>
    public string Given(string? name, string prefix)
    {
        var generated = Next(prefix);
        return name ?? generated;
    }
}
