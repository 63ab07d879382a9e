using Commands.Streams.Processors;
using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Operators.Windowing;

public sealed class DeduplicationTests
{
    [Test]
    public void The_first_of_two_records_wins_within_the_time()
    {
        using var script = Script(10);
        script.Pipe("in k a @100").Should().Be("k a @100");
        script.Pipe("in k a @110").Should().Be("-");
        script.Pipe("in k a @90").Should().Be("-", "time goes both ways");
        script.Pipe("in k b @105").Should().Be("k b @105");
        script.Pipe("in k a @111").Should().Be("k a @111");
        script.Dropped.Should().Equal(DropReason.Duplicate, DropReason.Duplicate);
    }

    [Test]
    public void A_record_without_an_identifier_is_forwarded()
    {
        using var script = Script(10);
        script.Pipe("in k null @1").Should().Be("k null @1");
        script.Pipe("in k null @1").Should().Be("k null @1");
    }

    [Test]
    public void Changed_keys_go_through_a_topic_first()
    {
        using var script = new TopologyScript(builder => builder.Stream<string, string?>("in").SelectKey((_, value) => value!)
            .Deduplicate((key, _) => key, TimeSpan.FromMilliseconds(10), named: Named.As("once")).To("out"));
        script.Pipe("in x a @1").Should().Be("a a @1");
        script.Pipe("in y a @2").Should().Be("-");
        script.Driver.ProducedTopicNames.Should().Contain(["test-once-repartition", "test-once-store-changelog"]);
    }

    [Test]
    public void Any_records_leave_what_a_model_holds() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 20]).Array[0, 40].Sample(
        records =>
        {
            using var script = Script(5);
            var kept = new List<(int Id, int Time)>();
            var now = 0;
            foreach (var (id, step) in records)
            {
                // No record is later than the time, so each is compared with all others.
                now = Math.Max(now, now + step - 15);
                var time = Math.Max(0, now - (step % 5));
                var isDuplicate = kept.Exists(it => it.Id == id && Math.Abs(it.Time - time) <= 5);
                if (!isDuplicate)
                {
                    kept.Add((id, time));
                }

                script.Pipe($"in k {id} @{time}").Should().Be(isDuplicate ? "-" : $"k {id} @{time}");
            }
        },
        iter: 100);

    private static TopologyScript Script(int within) => new(builder => builder.Stream<string?, string?>("in")
        .Deduplicate((_, value) => value, TimeSpan.FromMilliseconds(within)).To("out"));
}
