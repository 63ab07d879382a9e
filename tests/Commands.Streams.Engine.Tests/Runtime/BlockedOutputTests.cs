using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>At-least-once, with an output partition that acknowledges nothing for a minute.</summary>
public sealed class BlockedOutputTests
{
    private readonly List<string> _handled = [];

    [Test]
    public void Tasks_that_do_not_write_there_go_on_and_commit()
    {
        using var worker = Start();
        var begin = Block(worker);

        WriteGoodFor(worker, TimeSpan.FromSeconds(60));

        var written = worker.Committed("in", 1);
        _handled.Count(value => value.StartsWith("good", StringComparison.Ordinal))
            .Should()
            .BeGreaterThan(300, "half of what a minute takes without the fault");
        written.Should().BeGreaterThan(250);
        worker.Committed("in", 0).Should().BeLessThanOrEqualTo(1, "what was not acknowledged must not be committed");
        (worker.Time.GetUtcNow() - begin).Should().BeGreaterThan(TimeSpan.FromSeconds(59));
    }

    [Test]
    public void It_is_said_once_when_it_begins_and_once_when_it_ends()
    {
        using var worker = Start();
        var begin = Block(worker);

        worker.RunUntil(() => worker.BlockedOutputs.Count > 0, "it is noticed");
        (worker.Time.GetUtcNow() - begin).Should().BeLessThan(TimeSpan.FromSeconds(5));
        worker.BlockedOutputs.Should().Equal(new TopicPartition("sick", 0));
        WriteGoodFor(worker, TimeSpan.FromSeconds(20));
        worker.Faults.BringLeaderBack();
        worker.RunUntil(() => worker.BlockedOutputs.Count == 0 && worker.Committed("in", 0) == 4, "it is over, and the rest is committed");

        worker.Log.Lines.Where(line => line.Contains("sick-0 have not acknowledged", StringComparison.Ordinal))
            .Should()
            .ContainSingle().Which
            .Should()
            .StartWith("Warning");
        worker.Log.Lines.Should().ContainSingle(line => line.Contains("sick-0 acknowledge records again", StringComparison.Ordinal));
        _handled.Where(value => value.StartsWith("sick", StringComparison.Ordinal)).Should().Equal("sick-0", "sick-1", "sick-2", "sick-3");
    }

    [Test]
    public void The_task_that_writes_there_takes_no_more_records()
    {
        using var worker = Start();
        Block(worker);
        worker.RunUntil(() => worker.BlockedOutputs.Count > 0, "it is noticed");
        var before = _handled.Count;

        worker.Write("in", 0, "sick-more");
        WriteGoodFor(worker, TimeSpan.FromSeconds(10));

        _handled.Skip(before).Should().NotContain("sick-more").And.Contain(value => value.StartsWith("good", StringComparison.Ordinal));
    }

    [Test]
    public void A_worker_gives_up_if_that_lasts_too_long()
    {
        using var worker = Start(options => options with { TaskTimeout = TimeSpan.FromSeconds(30) });
        Block(worker);

        worker.Invoking(it => it.RunUntil(() => false, "it gives up")).Should().Throw<StreamsException>().WithMessage("*could not commit for 00:00:30*");
    }

    private SteppedWorker Start(Func<StreamsOptions, StreamsOptions>? configure = null)
    {
        var worker = new SteppedWorker(
            builder =>
                builder.Stream<string, string>("in")
                    .Peek((_, value) => _handled.Add(value))
                    .To((_, value, _) => value.StartsWith("sick", StringComparison.Ordinal) ? "sick" : "out"),
            options => (configure?.Invoke(options) ?? options) with { CommitInterval = TimeSpan.FromSeconds(1) });
        worker.Cluster.CreateTopic("sick", 1);
        return worker;
    }

    private static DateTimeOffset Block(SteppedWorker worker)
    {
        worker.Faults.Leaderless = "sick";
        worker.Write("in", 0, "sick-0", "sick-1", "sick-2", "sick-3");
        return worker.Time.GetUtcNow();
    }

    /// <summary>Ten records for the healthy task each second.</summary>
    private static void WriteGoodFor(SteppedWorker worker, TimeSpan duration)
    {
        var begin = worker.Time.GetUtcNow();
        var written = 0;
        worker.RunUntil(
            () =>
            {
                for (; written < (worker.Time.GetUtcNow() - begin).TotalMilliseconds / 100; written++)
                {
                    worker.Write("in", 1, $"good-{written}");
                }

                return worker.Time.GetUtcNow() - begin >= duration;
            },
            "time passes");
    }
}
