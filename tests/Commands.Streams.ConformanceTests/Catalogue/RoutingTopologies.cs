namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Streams that split, merge, and go through topics.</summary>
internal static class RoutingTopologies
{
    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        new("split", Split),
        new("split-without-default", SplitWithoutDefault),
        new("merge", Merge),
        new("many-sources", ManySources),
        new("two-sinks-in-order", TwoSinksInOrder),
        new("dynamic-topic", DynamicTopic),
        new("through-a-topic", ThroughATopic),
        new("peek-and-for-each", PeekAndForEach),
        new("repartition", Repartition),
    ];

    private static KStream<string?, string?> Stream(StreamsBuilder builder, string topic = "in") => builder.Stream<string?, string?>(topic);

    private static void Split(StreamsBuilder builder)
    {
        var branches = Stream(builder).Split(Named.As("kind-"))
            .Branch((_, value) => value == null, Branched<string?, string?>.As("null"))
            .Branch((_, value) => value!.Length > 2, Branched<string?, string?>.As("long"))
            .Branch((key, _) => key == "a", Branched<string?, string?>.As("a"))
            .DefaultBranch(Branched<string?, string?>.As("rest"));
        branches["kind-null"].To("out-null");
        branches["kind-long"].To("out-long");
        branches["kind-a"].To("out-a");
        branches["kind-rest"].To("out-rest");
    }

    private static void SplitWithoutDefault(StreamsBuilder builder) => Stream(builder).Split()
        .Branch((key, _) => key == "a", Branched<string?, string?>.WithConsumer(branch => branch.To("out-a")))
        .Branch(
            (key, _) => key == "b",
            Branched<string?, string?>.WithConsumer(branch => branch.MapValues(value => Text.OrNull(value) + "b").To("out-b")))
        .NoDefaultBranch();

    private static void Merge(StreamsBuilder builder) => Stream(builder, "in1").MapValues<string?>(value => "1:" + Text.OrNull(value))
        .Merge(Stream(builder, "in2").Filter((key, _) => key != null))
        .To("out");

    private static void ManySources(StreamsBuilder builder) => builder.Stream<string?, string?>(["in1", "in2", "in3"])
        .MapValues((key, value) => Text.OrNull(key) + ":" + Text.OrNull(value))
        .To("out");

    private static void TwoSinksInOrder(StreamsBuilder builder)
    {
        var stream = Stream(builder);
        stream.To("out1");
        stream.MapValues(value => "second " + Text.OrNull(value)).To("out1");
        stream.To("out2");
    }

    private static void DynamicTopic(StreamsBuilder builder) => Stream(builder).To((key, _, _) => "out-" + (key ?? "none"));

    private static void ThroughATopic(StreamsBuilder builder)
    {
        Stream(builder).MapValues(value => Text.OrNull(value) + ">").To("middle");
        Stream(builder, "middle").MapValues(value => Text.OrNull(value) + ">").To("out");
    }

    private static void PeekAndForEach(StreamsBuilder builder)
    {
        var stream = Stream(builder).Peek((_, _) => { });
        stream.ForEach((_, _) => { });
        stream.To("out");
    }

    private static void Repartition(StreamsBuilder builder) => Stream(builder)
        .SelectKey((_, value) => value)
        .Repartition(Repartitioned.As<string?, string?>("by-value"))
        .MapValues((key, value) => Text.OrNull(key) + ":" + Text.OrNull(value))
        .To("out");
}
