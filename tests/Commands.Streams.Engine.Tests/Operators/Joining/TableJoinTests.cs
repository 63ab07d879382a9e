using Commands.Streams.State;
using CsCheck;
using static Commands.Streams.Tests.Operators.Joining.JoinReplay;
using Table = Commands.Streams.KTable<string?, string?>;

namespace Commands.Streams.Tests.Operators.Joining;

public class TableJoinTests
{
    private static readonly Gen<(bool IsLeft, string Key, string? Value)[]> Rows =
        Gen.Select(Gen.Bool, Any("a", "b"), Any<string?>("x", "y", "z", null)).Array[0, 40];

    [Test]
    public void A_stream_is_joined_with_the_rows_that_pass_a_filter_without_a_store()
    {
        using var replay = new JoinReplay(builder => builder.Stream<string?, string?>("stream").LeftJoin(
            builder.Table<string?, string?>("table").Filter((_, value) => value!.StartsWith('x')).MapValues(value => value + "!"), Pair).To("out"));

        replay.Pipe("table k y1 @0").Should().Be("-");
        replay.Pipe("stream k s1 @1").Should().Be("k s1+null @1");
        replay.Pipe("table k x1 @2").Should().Be("-");
        replay.Pipe("stream k s2 @3").Should().Be("k s2+x1! @3");
        replay.Pipe("table k y2 @4").Should().Be("-");
        replay.Pipe("stream k s3 @5").Should().Be("k s3+null @5");
    }

    [Test]
    public void A_join_without_a_store_can_be_joined_again()
    {
        using var replay = new JoinReplay(builder => builder.Table<string?, string?>("t1").Join(builder.Table<string?, string?>("t2"), Pair)
            .LeftJoin(builder.Table<string?, string?>("t3"), Pair).ToStream().To("out"));

        replay.Pipe("t1 k a @1").Should().Be("-");
        replay.Pipe("t2 k b @2").Should().Be("k a+b+null @2");
        replay.Pipe("t3 k c @3").Should().Be("k a+b+c @3");
        replay.Pipe("t1 k a2 @4").Should().Be("k a2+b+c @4");
        replay.Pipe("t2 k null @5").Should().Be("k null @5");
        replay.Pipe("t3 k d @6").Should().Be("-");
    }

    [TestCase(false, "-", "k a+r @11", "k null @20", "-", "-", "-", "k new+r2 @30", "-")]
    [TestCase(true, "k a+null @10", "k a+r @11", "k null+r @20", "-", "k null+r2 @25", "-", "k new+r2 @30", "-")]
    public void A_change_of_a_versioned_table_that_is_older_than_a_delete_changes_nothing(bool isOuter, params string[] expected)
    {
        using var replay = new JoinReplay(builder =>
        {
            var left = Versioned(builder, "left");
            var right = Versioned(builder, "right");
            (isOuter ? left.OuterJoin(right, Pair) : left.Join(right, Pair)).ToStream().To("out");
        });

        string[] records =
        [
            "left k a @10", "right k r @11", "left k null @20", "left k old @15", "right k r2 @25", "left k late @19", "left k new @30", "right k r1b @22",
        ];
        records.Select(replay.Pipe).Should().Equal(expected);
    }

    [Test]
    public void A_table_joined_with_what_is_derived_from_it_never_meets_an_earlier_row()
    {
        using var replay = new JoinReplay(builder =>
        {
            var table = builder.Table<string?, string?>("in");
            table.Join(table.MapValues(value => value + "!"), Pair).ToStream().To("out");
        });

        replay.Pipe("in k v1 @1").Should().Be("k v1+v1! @1, k v1+v1! @1");
        replay.Pipe("in k v2 @2").Should().Be("k v2+v2! @2, k v2+v2! @2");
    }

    [Test]
    public void Joins_of_any_rows_end_with_what_a_naive_model_has(
        [Values] bool isStored, [Values("inner", "left", "outer")] string kind) => Rows.Sample(rows =>
    {
        using var replay = new JoinReplay(builder => Join(builder, kind, isStored).ToStream().To("out"));
        var left = new Dictionary<string, string>();
        var right = new Dictionary<string, string>();
        var last = new Dictionary<string, string>();
        foreach (var ((isLeft, key, value), time) in rows.Select((row, time) => (row, time)))
        {
            Set(isLeft ? left : right, key, value);
            replay.Pipe(isLeft ? "left" : "right", key, value, time);
            foreach (var result in replay.Read())
            {
                last[result[..1]] = result.Split(' ')[1];
            }

            foreach (var name in (string[])["a", "b"])
            {
                last.GetValueOrDefault(name, "null").Should().Be(Expected(kind, left.GetValueOrDefault(name), right.GetValueOrDefault(name)));
            }
        }
    });

    private static Table Join(StreamsBuilder builder, string kind, bool isStored)
    {
        var left = builder.Table<string?, string?>("left");
        var right = builder.Table<string?, string?>("right");
        var stored = isStored ? Materialized.As<string?, string?>("joined") : null;
        return kind switch
        {
            "inner" => left.Join(right, Pair, stored),
            "left" => left.LeftJoin(right, Pair, stored),
            _ => left.OuterJoin(right, Pair, stored),
        };
    }

    private static string Expected(string kind, string? left, string? right) => kind switch
    {
        "inner" when left is null || right is null => "null",
        "left" when left is null => "null",
        "outer" when left is null && right is null => "null",
        _ => Pair(left, right)!,
    };

    private static void Set(Dictionary<string, string> rows, string key, string? value)
    {
        if (value is null)
        {
            rows.Remove(key);
        }
        else
        {
            rows[key] = value;
        }
    }

    private static Table Versioned(StreamsBuilder builder, string topic) => builder.Table(
        topic, materialized: Materialized.As<string?, string?>(Stores.InMemoryVersionedKeyValueStore(topic, Ms(1000))));
}
