using CsCheck;
using static Commands.Streams.Tests.Operators.Joining.JoinReplay;

namespace Commands.Streams.Tests.Operators.Joining;

public class ForeignKeyJoinTests
{
    private static readonly Gen<(bool IsLeft, string Key, string? Value)[]> Rows = Gen.Select(
        Gen.Bool, Any("p", "q", "r"), Any<string?>("p1", "q1", "p2", "z1", "-", null)).Array[0, 40];

    [TestCase(false, true, "k p1+P @2", "k q1+Q @3", "k null @4", "-", "k p2+P @6", "k q2+Q @7", "k p3+P @8")]
    [TestCase(true, true, "k p1+P @2", "k q1+Q @3", "k z1+null @4", "k null @5", "k p2+P @6", "k q2+Q @7", "k p3+P @8")]
    [TestCase(false, false, "k p1+P @2", "k q1+Q @3", "k null @4", "k null @5", "k p2+P @6", "k q2+Q @7", "k p3+P @8")]
    public void Each_change_of_a_row_has_one_result(bool isLeft, bool isStored, params string[] expected)
    {
        using var replay = new JoinReplay(builder => Join(builder, isLeft, isStored).ToStream().To("out"));
        replay.Pipe("right p P @0").Should().Be("-");
        replay.Pipe("right q Q @1").Should().Be("-");

        string[] records =
        [
            "left k p1 @2", "left k q1 @3", "left k z1 @4", "left k null @5", "left k p2 @6", "left k q2 @7", "left k p3 @8",
        ];
        records.Select(replay.Pipe).Should().Equal(expected);
    }

    [Test]
    public void A_change_of_the_other_table_changes_all_rows_that_point_to_it()
    {
        using var replay = new JoinReplay(builder => Join(builder, isLeft: false, isStored: true).ToStream().To("out"));
        replay.Pipe("left a p1 @5");
        replay.Pipe("left b p2 @6");
        replay.Pipe("left c q1 @7");

        replay.Pipe("right p P @3").Should().Be("a p1+P @3, b p2+P @3");
        replay.Pipe("right p null @4").Should().Be("a null @4, b null @4");
    }

    [Test]
    public void Joins_of_any_rows_end_with_what_a_naive_model_has([Values] bool isLeft, [Values] bool isStored) => Rows.Sample(rows =>
    {
        using var replay = new JoinReplay(builder => Join(builder, isLeft, isStored).ToStream().To("out"));
        var left = new Dictionary<string, string?>();
        var right = new Dictionary<string, string?>();
        var last = new Dictionary<string, string>();
        foreach (var ((isLeftRow, key, value), time) in rows.Select((row, time) => (row, time)))
        {
            (isLeftRow ? left : right)[key] = value;
            replay.Pipe(isLeftRow ? "left" : "right", key, value, time);
            foreach (var result in replay.Read())
            {
                last[result[..1]] = result.Split(' ')[1];
            }

            foreach (var (name, row) in left)
            {
                var other = row is null or "-" ? null : right.GetValueOrDefault(row[..1]);
                var expected = row is null || (other is null && !isLeft) ? "null" : Pair(row, other);
                last.GetValueOrDefault(name, "null").Should().Be(expected);
            }
        }
    });

    private static KTable<string?, string?> Join(StreamsBuilder builder, bool isLeft, bool isStored)
    {
        var left = builder.Table<string?, string?>("left");
        var right = builder.Table<string?, string?>("right");
        var stored = isStored ? Materialized.As<string?, string?>("joined") : null;
        return isLeft ? left.LeftJoin(right, ForeignKey, Pair, stored) : left.Join(right, ForeignKey, Pair, stored);
    }

    private static string? ForeignKey(string? value) => value == "-" ? null : value![..1];
}
