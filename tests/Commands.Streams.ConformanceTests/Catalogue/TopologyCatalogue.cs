namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Every topology that the engine can build so far, by the name it has in the vectors.</summary>
internal static class TopologyCatalogue
{
    private static readonly Dictionary<string, CatalogueEntry> Entries = new IEnumerable<CatalogueEntry>[]
    {
        MappingTopologies.All,
        RoutingTopologies.All,
        RecordTopologies.All,
        ProcessorTopologies.All,
        TableTopologies.All,
        AggregateTopologies.All,
        WindowTopologies.All,
        StreamJoinTopologies.All,
        TableJoinTopologies.All,
    }.SelectMany(entries => entries).ToDictionary(entry => entry.Name);

    public static CatalogueEntry? Find(string name) => Entries.GetValueOrDefault(name);
}
