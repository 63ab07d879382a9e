using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Operators.Aggregating;

public sealed class GroupingTests
{
    [Test]
    public void A_row_leaves_its_old_group_before_it_joins_the_new_one()
    {
        using var script = new TopologyScript(builder => builder.Table<string, string?>("in").GroupBy((_, value) => (value![..1], value)).Aggregate(
            () => "", (_, value, all) => all + "+" + value, (_, value, all) => all + "-" + value, Materialized.As<string, string>("agg")).ToStream().To("out"));
        script.Pipe("in k A1 @0").Should().Be("A +A1 @0");
        script.Pipe("in k A2 @1").Should().Be("A +A1-A1+A2 @1");
        script.Pipe("in k B1 @2").Should().Be("A +A1-A1+A2-A2 @2, B +B1 @2");
        script.Pipe("in k null @3").Should().Be("B +B1-B1 @3");
        script.Driver.CreateOutputTopic<string, byte[]>("test-agg-repartition").ReadRecordsToList().Should().HaveCount(5, "an unchanged group is one record");
    }

    [Test]
    public void Groups_are_compared_by_their_bytes()
    {
        using var script = new TopologyScript(builder => builder.Table<string, string?>("in")
            .GroupBy((_, value) => (System.Text.Encoding.UTF8.GetBytes(value![..1]), value)).Count(Materialized.As<byte[], long?>("counts"))
            .ToStream().Map((key, count) => (System.Text.Encoding.UTF8.GetString(key), (string?)$"{count}")).To("out"));
        script.Pipe("in k A1 @0").Should().Be("A 1 @0");
        script.Pipe("in k A2 @1").Should().Be("A 1 @1");
    }

    [Test]
    public void Aggregations_of_a_grouping_with_a_name_share_their_topic()
    {
        using var script = new TopologyScript(builder =>
        {
            var grouped = builder.Stream<string, string>("in").GroupBy((_, value) => value[..1], Grouped.As<string, string>("letters"));
            grouped.Count().ToStream().MapValues(count => $"{count}").To("out");
            grouped.Reduce((all, value) => all + value).ToStream().To("all");
        });
        script.Pipe("in k a1 @0").Should().Be("a 1 @0");
        script.Pipe("in k a2 @1").Should().Be("a 2 @1");
        script.Read("all").Should().Be("a a1 @0, a a1a2 @1");
        script.Driver.ProducedTopicNames.Count(name => name.EndsWith("-repartition", StringComparison.Ordinal)).Should().Be(1);
    }

    [Test]
    public void Keys_that_are_not_changed_need_no_topic()
    {
        using var script = new TopologyScript(builder => builder.Stream<string, string>("in").MapValues(value => value + "!").GroupByKey()
            .Reduce((all, value) => all + value).ToStream().To("out"));
        script.Pipe("in k a @0").Should().Be("k a! @0");
        script.Driver.ProducedTopicNames.Should().NotContain(name => name.EndsWith("-repartition", StringComparison.Ordinal));
    }

    [Test]
    public void Cogrouped_streams_are_aggregated_by_window()
    {
        using var script = new TopologyScript(builder => Cogrouped(builder)
            .WindowedBy(TimeWindows.OfSizeWithNoGrace(TimeSpan.FromMilliseconds(10))).Aggregate(() => "")
            .ToStream((key, _) => $"{key.Key}@{key.Window.Start}").To("out"));
        script.Pipe("left k 1 @5").Should().Be("k@0 l1 @5");
        script.Pipe("right k 2 @6").Should().Be("k@0 l1r2 @6");
        script.Pipe("right k 3 @10").Should().Be("k@10 r3 @10");
    }

    [Test]
    public void Cogrouped_streams_are_aggregated_by_session()
    {
        using var script = new TopologyScript(builder => Cogrouped(builder)
            .WindowedBy(SessionWindows.OfInactivityGapWithNoGrace(TimeSpan.FromMilliseconds(10))).Aggregate(() => "", (_, left, right) => left + right)
            .ToStream((key, _) => $"{key.Key}@{key.Window.Start}").To("out"));
        script.Pipe("left k 1 @5").Should().Be("k@5 l1 @5");
        script.Pipe("right k 2 @6").Should().Be("k@5 null @5, k@5 l1r2 @6");
    }

    private static CogroupedKStream<string, string> Cogrouped(StreamsBuilder builder)
    {
        var right = builder.Stream<string, string>("right").GroupByKey();
        return builder.Stream<string, string>("left").GroupByKey().Cogroup<string>((_, value, all) => all + "l" + value)
            .Cogroup(right, (_, value, all) => all + "r" + value);
    }
}
