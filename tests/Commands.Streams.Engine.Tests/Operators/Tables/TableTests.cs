using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.State;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Operators.Tables;

public sealed class TableTests
{
    [Test]
    public void A_row_that_never_passed_a_filter_is_not_deleted()
    {
        using var script = new TopologyScript(builder => Sums(builder).Filter((_, sum) => sum > 0).ToStream().MapValues(Print).To("out"));
        script.Pipe("in a -5 @0").Should().Be("-");
        script.Pipe("in a 6 @1").Should().Be("a 1 @1");
        script.Pipe("in a -2 @2").Should().Be("a null @2");
        script.Pipe("in a -1 @3").Should().Be("-");
    }

    [TestCase(true, "-")]
    [TestCase(false, "a null @0")]
    public void The_first_old_value_of_an_aggregation_is_the_initial_one_only_without_a_cache(bool isCached, string output)
    {
        using var script = new TopologyScript(builder => Sums(builder, isCached).Filter((_, sum) => sum >= 0).ToStream().MapValues(Print).To("out"));
        script.Pipe("in a -5 @0").Should().Be(output);
    }

    [Test]
    public void An_equal_row_is_forwarded_again()
    {
        using var script = new TopologyScript(builder => builder.Table("in", materialized: Materialized.As<string, string?>("t")).ToStream().To("out"));
        script.Pipe("in k v @1").Should().Be("k v @1");
        script.Pipe("in k v @1").Should().Be("k v @1");
        script.Pipe("in k v @2").Should().Be("k v @2");
    }

    [TestCase("b-up", "a-down")]
    [TestCase("a-up", "b-down")]
    public void What_one_store_forwards_when_it_is_flushed_reaches_the_next_in_the_same_commit(string first, string second)
    {
        using var script = new TopologyScript(builder => builder.Table("in", materialized: Materialized.As<string, string?>(first))
            .MapValues(value => value + "!", Materialized.As<string, string>(second)).ToStream().To("out"));
        foreach (var value in new[] { "v1", "v2" })
        {
            script.Pipe($"in k {value} @1").Should().Be($"k {value}! @1");
            script.Read($"test-{first}-changelog").Should().Be($"k {value} @1");
            script.Read($"test-{second}-changelog").Should().Be($"k {value}! @1");
        }
    }

    [Test]
    public void A_record_without_a_key_is_dropped_and_reported()
    {
        using var script = new TopologyScript(builder => builder.Table<string?, string?>("in").ToStream().To("out"));
        script.Pipe("in null v @1").Should().Be("-");
        script.Dropped.Should().Equal(DropReason.NullKey);
    }

    [Test]
    public void A_table_without_a_name_has_a_store_only_if_it_is_needed()
    {
        var builder = new StreamsBuilder();
        builder.Table<string, string?>("plain").ToStream().To("out1");
        builder.Table<string, string?>("grouped").GroupBy((key, value) => (key, value)).Count().ToStream().To("out2");
        var description = builder.Build().Describe().ToString();
        description.Should().NotContain("plain-STATE-STORE").And.Contain("grouped-STATE-STORE");
    }

    [Test]
    public void A_value_that_cannot_be_null_is_refused_when_the_topology_is_built()
    {
        var builder = new StreamsBuilder();
        builder.Table<string, long>("in").ToStream().To("out");
        builder.Invoking(it => it.Build()).Should().Throw<TopologyException>().WithMessage("*values of type long, which cannot be null*Use long? as the type*");
    }

    [Test]
    public void A_store_of_the_wrong_kind_is_refused_when_the_topology_is_built()
    {
        var builder = new StreamsBuilder();
        builder.Table("in", materialized: Materialized.As<string, string?>(Stores.InMemorySessionStore("s", TimeSpan.FromSeconds(1)))).ToStream().To("out");
        builder.Invoking(it => it.Build()).Should().Throw<TopologyException>().WithMessage("*'s' is given a SessionStoreSupplier*");
    }

    private static KTable<string, long?> Sums(StreamsBuilder builder, bool isCached = true)
    {
        var materialized = Materialized.As<string, long?>("sums");
        return builder.Stream<string, string>("in").GroupByKey().Aggregate(
            () => (long?)0,
            (_, value, sum) => sum + long.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            isCached ? materialized : materialized.WithCachingDisabled());
    }

    private static string? Print(long? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
