using CsCheck;
using static Commands.Streams.Tests.Operators.Joining.JoinReplay;

namespace Commands.Streams.Tests.Operators.Joining;

public class StreamJoinTests
{
    private static readonly Gen<(bool IsLeft, string Key, int Time)[]> Records =
        Gen.Select(Gen.Bool, Any("a", "b"), Gen.Int[0, 60]).Array[0, 30];

    [Test]
    public void A_record_without_a_match_waits_until_the_grace_is_over()
    {
        using var replay = LeftJoin(difference: 10, grace: 5);

        replay.Pipe("left a L1 @0").Should().Be("-");
        replay.Pipe("right a R1 @8").Should().Be("a L1+R1 @8");
        replay.Pipe("left b L2 @9").Should().Be("-");
        replay.Pipe("left c L3 @24").Should().Be("-");
        replay.Pipe("left d L4 @25").Should().Be("b L2+null @9");
    }

    [Test]
    public void A_record_whose_window_has_ended_when_it_comes_does_not_wait_for_the_grace_as_in_Kafka_Streams()
    {
        using var replay = LeftJoin(difference: 10, grace: 20);

        replay.Pipe("right z R0 @30").Should().Be("-");
        replay.Pipe("left a L1 @15").Should().Be("a L1+null @15");
        replay.Pipe("right a R1 @20").Should().Be("a L1+R1 @20");
        replay.Pipe("left q L2 @60").Should().Be("-");
    }

    [Test]
    public void Equal_records_without_a_match_each_have_a_result()
    {
        using var replay = LeftJoin(difference: 10, grace: 0);

        replay.Pipe("left a v @0").Should().Be("-");
        replay.Pipe("left a v @0").Should().Be("-");
        replay.Pipe("left z t @100").Should().Be("a v+null @0, a v+null @0");
    }

    [Test]
    public void Equal_records_with_a_match_each_have_a_result()
    {
        using var replay = LeftJoin(difference: 10, grace: 0);

        replay.Pipe("left a v @0").Should().Be("-");
        replay.Pipe("left a v @0").Should().Be("-");
        replay.Pipe("right a w @5").Should().Be("a v+w @5, a v+w @5");
        replay.Pipe("left z t @100").Should().Be("-");
    }

    [Test]
    public void A_stream_joined_with_itself_meets_each_of_its_records_from_both_sides()
    {
        using var replay = new JoinReplay(builder =>
        {
            var stream = builder.Stream<string?, string?>("in");
            stream.Join(stream, Pair, JoinWindows.OfTimeDifferenceWithNoGrace(Ms(10))).To("out");
        });

        replay.Pipe("in a x @0").Should().Be("a x+x @0");
        replay.Pipe("in a y @5").Should().Be("a y+x @5, a x+y @5, a y+y @5");
    }

    [Test]
    public void Records_at_the_end_of_time_match_and_wait_like_others()
    {
        using var replay = LeftJoin(difference: 10, grace: 5);

        replay.Pipe($"left a L1 @{long.MaxValue - 3}").Should().Be("-");
        replay.Pipe($"left b L2 @{long.MaxValue}").Should().Be("-");
        replay.Pipe($"right a R1 @{long.MaxValue}").Should().Be($"a L1+R1 @{long.MaxValue}");
    }

    [Test]
    public void An_inner_join_of_any_records_finds_the_pairs_that_a_naive_model_finds() => Records.Sample(records =>
    {
        // The grace is longer than all times, so that no record is too late to be kept.
        using var replay = new JoinReplay(builder => builder.Stream<string?, string?>("left").Join(
            builder.Stream<string?, string?>("right"), Pair, JoinWindows.OfTimeDifferenceAndGrace(Ms(7), Ms(100)).After(Ms(3))).To("out"));
        var values = records.Select((record, index) => (record.IsLeft, record.Key, record.Time, Value: $"v{index}")).ToList();
        foreach (var (isLeft, key, time, value) in values)
        {
            replay.Pipe(isLeft ? "left" : "right", key, value, time);
        }

        var pairs = from left in values
                    where left.IsLeft
                    from right in values
                    where !right.IsLeft && right.Key == left.Key && right.Time >= left.Time - 7 && right.Time <= left.Time + 3
                    select $"{left.Key} {left.Value}+{right.Value} @{Math.Max(left.Time, right.Time)}";
        replay.Read().Should().BeEquivalentTo(pairs);
    });

    [Test]
    public void An_outer_join_of_records_in_order_has_each_pair_and_each_record_without_one_exactly_once() => Records.Sample(records =>
    {
        using var replay = new JoinReplay(builder => builder.Stream<string?, string?>("left").OuterJoin(
            builder.Stream<string?, string?>("right"), Pair, JoinWindows.OfTimeDifferenceAndGrace(Ms(7), Ms(2)).After(Ms(3))).To("out"));
        var values = records.OrderBy(record => record.Time)
            .Select((record, index) => (record.IsLeft, record.Key, record.Time, Value: $"v{index}")).ToList();
        foreach (var (isLeft, key, time, value) in values)
        {
            replay.Pipe(isLeft ? "left" : "right", key, value, time);
        }

        // One later record of each side, without a match of its own by then, makes everything before final.
        replay.Pipe("left", "end", "end", 1000);
        replay.Pipe("right", "end2", "end", 1001);
        var expected = new List<string>();
        var matched = new HashSet<string>();
        foreach (var left in values.Where(value => value.IsLeft))
        {
            foreach (var right in values.Where(value => !value.IsLeft && value.Key == left.Key && value.Time >= left.Time - 7 && value.Time <= left.Time + 3))
            {
                expected.Add($"{left.Key} {left.Value}+{right.Value} @{Math.Max(left.Time, right.Time)}");
                matched.UnionWith([left.Value, right.Value]);
            }
        }

        expected.AddRange(values.Where(value => !matched.Contains(value.Value))
            .Select(value => value.IsLeft ? $"{value.Key} {value.Value}+null @{value.Time}" : $"{value.Key} null+{value.Value} @{value.Time}"));
        replay.Read().Should().BeEquivalentTo(expected);
    });

    [Test]
    public void Values_that_cannot_be_null_are_refused_where_they_may_be_missing()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, long>("left").LeftJoin(
            builder.Stream<string, long>("right"), (left, right) => left + right, JoinWindows.OfTimeDifferenceWithNoGrace(Ms(10))).To("out");

        builder.Invoking(it => it.Build()).Should().Throw<Commands.Streams.Errors.TopologyException>().WithMessage("*right values are of type long*long?*");
    }

    private static JoinReplay LeftJoin(int difference, int grace) => new(builder => builder.Stream<string?, string?>("left").LeftJoin(
        builder.Stream<string?, string?>("right"), Pair, JoinWindows.OfTimeDifferenceAndGrace(Ms(difference), Ms(grace))).To("out"));
}
