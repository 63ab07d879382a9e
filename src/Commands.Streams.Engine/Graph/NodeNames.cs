using System.Globalization;

namespace Commands.Streams.Graph;

/// <summary>Generates names as Kafka Streams does: a prefix and a ten-digit number from one counter per builder.</summary>
internal sealed class NodeNames
{
    private int _next;

    public string Next(string prefix) => prefix + (_next++).ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>Generates the name of a store.</summary>
    /// <param name="prefix">That of the step, or of the topic with a hyphen.</param>
    public string NextStore(string prefix) => Next(prefix + "STATE-STORE-");

    /// <summary>Returns the given name, or a generated one. Both consume a number, so that naming a step does not rename later steps.</summary>
    public string Given(string? name, string prefix)
    {
        var generated = Next(prefix);
        return name ?? generated;
    }
}
