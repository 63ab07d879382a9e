namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Tables: read, derived, grouped.</summary>
internal static class TableTopologies
{
    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        new("table-to-stream", builder => Stored(builder).ToStream().To("out")),
        new("table-filter", builder => Stored(builder).Filter((_, value) => value!.Length % 2 == 0).ToStream().To("out")),
        new("table-filter-stored", builder => Table(builder)
            .Filter((_, value) => value!.Length % 2 == 0, Materialized.As<string?, string?>("even")).ToStream().To("out")),
        new("table-map-values", builder => Table(builder)
            .MapValues((key, value) => key + value, Materialized.As<string?, string>("mapped")).ToStream().To("out")),
        new("to-table", builder => Stream(builder)
            .SelectKey((key, _) => key == null ? null : key + key).ToTable(Materialized.As<string?, string?>("t")).ToStream().To("out")),
        new("to-table-same-key", builder => Stream(builder)
            .ToTable(Materialized.As<string?, string?>("t")).MapValues(value => value + "!").ToStream().To("out")),
        new("table-group-by-aggregate", builder => GroupByFirstLetter(builder).Aggregate(
            () => "", (_, value, all) => all + "+" + value, (_, value, all) => all + "-" + value, Materialized.As<string, string>("agg")).ToStream().To("out")),
        new("table-group-by-count", builder => GroupByFirstLetter(builder).Count(Materialized.As<string, long?>("counts")).ToStream().To("out")),
        new("table-group-by-reduce", builder => Table(builder).GroupBy((_, value) => ("all", value)).Reduce(
            (all, value) => all + "+" + value, (all, value) => all + "-" + value, Materialized.As<string, string?>("all")).ToStream().To("out")),
        new("suppress-time-limit", builder => Table(builder)
            .Suppress(Suppressed.UntilTimeLimit(TimeSpan.FromMilliseconds(15), BufferConfig.Unbounded()).WithName("hold")).ToStream().To("out")),
        new("suppress-emit-early", builder => Table(builder)
            .Suppress(Suppressed.UntilTimeLimit(TimeSpan.FromSeconds(1), BufferConfig.MaxRecords(2)).WithName("hold")).ToStream().To("out")),
    ];

    private static KStream<string?, string?> Stream(StreamsBuilder builder) => builder.Stream<string?, string?>("in");

    private static KTable<string?, string?> Table(StreamsBuilder builder) => builder.Table<string?, string?>("in");

    private static KTable<string?, string?> Stored(StreamsBuilder builder) => builder.Table("in", materialized: Materialized.As<string?, string?>("t"));

    private static KGroupedTable<string, string?> GroupByFirstLetter(StreamsBuilder builder) =>
        Table(builder).GroupBy((_, value) => (value![..1], value));
}
