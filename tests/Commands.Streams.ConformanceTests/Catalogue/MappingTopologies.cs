namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>One stateless step between topic <c>in</c> and topic <c>out</c>.</summary>
internal static class MappingTopologies
{
    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        OneStep("filter", stream => stream.Filter((_, value) => value != null && value.Length % 2 == 0)),
        OneStep("filter-not", stream => stream.FilterNot((_, value) => value == null || value.Contains('1'))),
        OneStep("map", stream => stream.Map((key, value) => (value?.ToUpperInvariant(), key))),
        OneStep("map-values", stream => stream.MapValues<string?>(value => value == null ? "null!" : value + "!")),
        OneStep("map-values-with-key", stream => stream.MapValues<string?>((key, value) => Text.OrNull(key) + "=" + Text.OrNull(value))),
        OneStep("flat-map", stream => stream.FlatMap((key, value) => (value ?? "").Select(letter => ((string?)letter.ToString(), key)))),
        OneStep("flat-map-values", stream => stream.FlatMapValues<string?>(
            (key, value) => value == null ? [] : [value, Text.OrNull(key) + "/" + value])),
        OneStep("select-key", stream => stream.SelectKey((_, value) => value)),
    ];

    private static CatalogueEntry OneStep(string name, Func<KStream<string?, string?>, KStream<string?, string?>> step) =>
        new(name, builder => step(builder.Stream<string?, string?>("in")).To("out"));
}
