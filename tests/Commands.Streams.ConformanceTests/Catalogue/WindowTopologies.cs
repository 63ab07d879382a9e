namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Windowed aggregations.</summary>
internal static class WindowTopologies
{
    private static readonly Materialized<string?, long?> Counts = Materialized.As<string?, long?>("w");
    private static readonly Materialized<string?, string> Texts = Materialized.As<string?, string>("w");

    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        new("tumbling-count", builder => Grouped(builder).WindowedBy(Tumbling(20, 10)).Count(Counts).ToStream().To("out")),
        new("hopping-aggregate", builder => Grouped(builder)
            .WindowedBy(Tumbling(20, 5).AdvanceBy(Ms(8))).Aggregate(() => "", (_, value, all) => all + "," + Text.OrNull(value), Texts).ToStream().To("out")),
        new("tumbling-on-close", builder => Grouped(builder)
            .WindowedBy(Tumbling(20, 10)).WithEmitStrategy(EmitStrategy.OnWindowClose).Count(Counts).ToStream().To("out")),
        new("tumbling-suppressed", builder => Grouped(builder).WindowedBy(Tumbling(20, 10)).Count(Counts).Suppress(Final).ToStream().To("out")),
        new("sliding-aggregate", builder => Grouped(builder)
            .WindowedBy(Sliding).Aggregate(() => "", (_, value, all) => all + "," + Text.OrNull(value), Texts).ToStream().To("out")),
        new("sliding-on-close", builder => Grouped(builder)
            .WindowedBy(Sliding).WithEmitStrategy(EmitStrategy.OnWindowClose).Count(Counts).ToStream().To("out")),
        new("session-aggregate", builder => Grouped(builder).WindowedBy(Sessions).Aggregate(
            () => "",
            (_, value, all) => all + "," + Text.OrNull(value),
            (_, left, right) => left + "&" + right,
            Materialized.As<string?, string>("s")).ToStream().To("out")),
        new("session-count-on-close", builder => Grouped(builder)
            .WindowedBy(Sessions).WithEmitStrategy(EmitStrategy.OnWindowClose).Count(Materialized.As<string?, long?>("s")).ToStream().To("out")),
        new("session-suppressed", builder => Grouped(builder)
            .WindowedBy(Sessions).Count(Materialized.As<string?, long?>("s")).Suppress(Final).ToStream().To("out")),
        new("tumbling-reduce-twice", builder => builder.Stream<string?, string?>("in")
            .GroupBy((_, value) => value?[..1])
            .WindowedBy(TimeWindows.OfSizeWithNoGrace(Ms(30)))
            .Reduce((all, value) => Text.OrNull(all) + Text.OrNull(value), Materialized.As<string?, string?>("w"))
            .ToStream((key, _) => $"{key.Key}@{key.Window.Start}")
            .GroupByKey()
            .Count(Materialized.As<string, long?>("twice"))
            .ToStream()
            .To("out")),
    ];

    private static Suppressed Final => Suppressed.UntilWindowCloses(BufferConfig.Unbounded()).WithName("final");

    private static SlidingWindows Sliding => SlidingWindows.OfTimeDifferenceAndGrace(Ms(15), Ms(10));

    private static SessionWindows Sessions => SessionWindows.OfInactivityGapAndGrace(Ms(12), Ms(8));

    private static TimeWindows Tumbling(int size, int grace) => TimeWindows.OfSizeAndGrace(Ms(size), Ms(grace));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static KGroupedStream<string?, string?> Grouped(StreamsBuilder builder) => builder.Stream<string?, string?>("in").GroupByKey();
}
