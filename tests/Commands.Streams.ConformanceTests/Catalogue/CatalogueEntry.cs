using Commands.Streams.Testing;

namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>A topology that vectors were recorded for.</summary>
/// <param name="Name">The name in the vectors.</param>
/// <param name="Describe">Describes it.</param>
internal sealed record CatalogueEntry(string Name, Action<StreamsBuilder> Describe)
{
    /// <summary>Sets what the topology was recorded with besides the defaults.</summary>
    public Func<TopologyTestDriverOptions, TopologyTestDriverOptions> Configure { get; init; } = options => options;

    public Topology Build()
    {
        var builder = new StreamsBuilder();
        Describe(builder);
        return builder.Build();
    }
}
