using Commands.Streams.State;
using Stream = Commands.Streams.KStream<string?, string?>;
using Table = Commands.Streams.KTable<string?, string?>;

namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Joins with tables.</summary>
internal static class TableJoinTopologies
{
    private static readonly Joined<string?, string?, string?> Enrich = Streams.Joined.As<string?, string?, string?>("enrich");

    private static readonly Materialized<string?, string?> Joined = Materialized.As<string?, string?>("joined");

    public static IEnumerable<CatalogueEntry> All { get; } =
    [
        OfTables("table-table-inner", (left, right, stored) => left.Join(right, Text.Pair, stored)),
        OfTables("table-table-left", (left, right, stored) => left.LeftJoin(right, Text.Pair, stored)),
        OfTables("table-table-outer", (left, right, stored) => left.OuterJoin(right, Text.Pair, stored)),
        Counted("table-table-inner-stored-then-counted", (left, right, stored) => left.Join(right, Text.Pair, stored)),
        Counted("table-table-left-stored-then-counted", (left, right, stored) => left.LeftJoin(right, Text.Pair, stored)),
        Counted("table-table-outer-stored-then-counted", (left, right, stored) => left.OuterJoin(right, Text.Pair, stored)),
        OfStream("stream-table-inner", (left, right) => left.Join(right, Text.Pair)),
        OfStream("stream-table-left", (left, right) => left.LeftJoin(right, Text.Pair)),
        Rekeyed("stream-table-inner-rekeyed", (left, right) => left.Join(right, Text.Pair, Enrich)),
        Rekeyed("stream-table-left-rekeyed", (left, right) => left.LeftJoin(right, Text.Pair, Enrich)),
        Versioned("stream-table-inner-versioned-grace", (left, right) => left.Join(right, Text.Pair, Enrich.WithGrace(Ms(12)))),
        Versioned("stream-table-left-versioned-grace", (left, right) => left.LeftJoin(right, Text.Pair, Enrich.WithGrace(Ms(12)))),
        OfTables("foreign-key-inner", (left, right, _) => left.Join(right, Target, Text.Pair, Joined, TableJoined.As("fk"))),
        OfTables("foreign-key-left", (left, right, _) => left.LeftJoin(right, Target, Text.Pair, Joined, TableJoined.As("fk"))),
        new("versioned-table-table", builder => VersionedTable(builder, "left", "lv", 60)
            .OuterJoin(VersionedTable(builder, "right", "rv", 60), Text.Pair).ToStream().To("out")),
    ];

    private static string? Target(string? value) => value!.StartsWith('-') ? null : Text.First(value);

    private static CatalogueEntry OfTables(string name, Func<Table, Table, Materialized<string?, string?>?, Table> join) =>
        new(name, builder => join(builder.Table<string?, string?>("left"), builder.Table<string?, string?>("right"), null).ToStream().To("out"));

    private static CatalogueEntry Counted(string name, Func<Table, Table, Materialized<string?, string?>?, Table> join) => new(name, builder =>
        join(builder.Table<string?, string?>("left"), builder.Table<string?, string?>("right"), Materialized.As<string?, string?>("joined"))
            .GroupBy((key, value) => (value, key)).Count(Materialized.As<string?, long?>("counts")).ToStream().To("out"));

    private static CatalogueEntry OfStream(string name, Func<Stream, Table, Stream> join) =>
        new(name, builder => join(builder.Stream<string?, string?>("left"), builder.Table<string?, string?>("right")).To("out"));

    private static CatalogueEntry Rekeyed(string name, Func<Stream, Table, Stream> join) => new(name, builder => join(
        builder.Stream<string?, string?>("left").SelectKey((_, value) => Text.First(value)), builder.Table<string?, string?>("right")).To("out"));

    private static CatalogueEntry Versioned(string name, Func<Stream, Table, Stream> join) => new(name, builder =>
    {
        var stream = builder.Stream<string?, string?>("left");
        var table = VersionedTable(builder, "right", "versions", 1000);
        join(stream.Filter((key, _) => key != null), table).To("out");
    });

    private static Table VersionedTable(StreamsBuilder builder, string topic, string store, int history) => builder.Table(
        topic, materialized: Materialized.As<string?, string?>(Stores.InMemoryVersionedKeyValueStore(store, Ms(history))));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
