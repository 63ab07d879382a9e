namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Aggregations without windows.</summary>
internal static class AggregateTopologies
{
    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        new("count", builder => Grouped(builder).Count(Materialized.As<string?, long?>("counts")).ToStream().To("out")),
        new("reduce", builder => Grouped(builder)
            .Reduce((all, value) => all + value, Materialized.As<string?, string?>("sums")).ToStream().To("out")),
        new("aggregate-with-delete", builder => Grouped(builder).Aggregate<string?>(
            () => "", (_, value, all) => value!.EndsWith('0') ? null : all + value, Materialized.As<string?, string?>("agg")).ToStream().To("out")),
        new("group-by-count", builder => builder.Stream<string?, string?>("in")
            .GroupBy((_, value) => value).Count(Materialized.As<string?, long?>("counts")).ToStream().To("out")),
        new("cogroup", builder =>
        {
            var first = Grouped(builder, "in1");
            var second = Grouped(builder, "in2");
            first.Cogroup<string>((_, value, all) => all + "a" + value)
                .Cogroup(second, (_, value, all) => all + "z" + value)
                .Aggregate(() => "", Materialized.As<string?, string>("both"))
                .ToStream()
                .To("out");
        }),
    ];

    private static KGroupedStream<string?, string?> Grouped(StreamsBuilder builder, string topic = "in") =>
        builder.Stream<string?, string?>(topic).GroupByKey();
}
