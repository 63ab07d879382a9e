using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>
/// Exactly-once, with an output partition that acknowledges nothing for a minute: what has written there spoils the transaction of all tasks.
/// </summary>
public sealed class BlockedTransactionTests
{
    private static readonly TopicPartition Sick = new("sick", 0);
    private readonly List<string> _handled = [];

    [Test]
    public void Tasks_that_do_not_write_there_go_on_and_commit()
    {
        using var worker = Start();
        Block(worker);

        WriteGoodFor(worker, TimeSpan.FromSeconds(60));

        worker.Committed("in", 1).Should().BeGreaterThan(300, "half of what a minute takes without the fault");
        worker.Committed("in", 0).Should().BeLessThanOrEqualTo(1, "what was not acknowledged must not be committed");
        worker.Faults.Consumers.Should().Be(1, "the group is not told");
    }

    [Test]
    public void While_it_is_known_that_there_is_no_leader_nothing_is_tried()
    {
        using var worker = Start();
        Block(worker);
        worker.Faults.IsKnown = true;
        worker.RunUntil(() => worker.Faults.Producers == 2, "the transaction is given up");

        WriteGoodFor(worker, TimeSpan.FromSeconds(60));

        worker.Faults.Producers.Should().Be(2);
        worker.Committed("in", 1).Should().BeGreaterThan(590);
        worker.BlockedOutputs.Should().Equal(Sick);
    }

    [Test]
    public void Once_there_is_a_leader_again_the_work_is_done_at_once_and_once()
    {
        using var worker = Start();
        Block(worker);
        worker.Faults.IsKnown = true;
        WriteGoodFor(worker, TimeSpan.FromSeconds(30));

        worker.Faults.BringLeaderBack();
        var back = worker.Time.GetUtcNow();
        worker.RunUntil(() => worker.Committed("in", 0) == 4, "the rest is committed");

        (worker.Time.GetUtcNow() - back).Should().BeLessThan(TimeSpan.FromSeconds(1));
        worker.RunUntil(() => worker.BlockedOutputs.Count == 0, "it is over");
        worker.Read("sick").Should().Equal("sick-0", "sick-1", "sick-2", "sick-3");
        worker.Read("out").Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(290);
    }

    [Test]
    public void It_is_tried_again_at_growing_intervals_and_done_once()
    {
        using var worker = Start();
        Block(worker);
        var tries = new List<DateTimeOffset>();
        var producers = worker.Faults.Producers;

        WriteGoodFor(worker, TimeSpan.FromSeconds(90), () =>
        {
            if (worker.Faults.Producers > producers)
            {
                producers = worker.Faults.Producers;
                tries.Add(worker.Time.GetUtcNow());
            }
        });
        worker.Faults.BringLeaderBack();
        worker.RunUntil(() => worker.Committed("in", 0) == 4, "the rest is committed");

        tries.Zip(tries.Skip(1), (one, next) => next - one).Should().BeInAscendingOrder().And.HaveCountLessThan(6);
        worker.Read("sick").Should().Equal("sick-0", "sick-1", "sick-2", "sick-3");
    }

    [Test]
    public void It_is_said_in_time_and_once_when_it_begins_and_once_when_it_ends()
    {
        using var worker = Start();
        var begin = Block(worker);

        worker.RunUntil(() => worker.BlockedOutputs.Count > 0, "it is noticed");
        (worker.Time.GetUtcNow() - begin).Should().BeLessThan(TimeSpan.FromSeconds(3));
        worker.BlockedOutputs.Should().Equal(Sick);
        WriteGoodFor(worker, TimeSpan.FromSeconds(40));
        worker.BlockedOutputs.Should().Equal(Sick);
        worker.Faults.BringLeaderBack();
        worker.RunUntil(() => worker.BlockedOutputs.Count == 0 && worker.Committed("in", 0) == 4, "it is over, and the rest is committed");

        worker.Log.Lines.Where(line => line.Contains("sick-0 have not acknowledged", StringComparison.Ordinal))
            .Should()
            .ContainSingle().Which
            .Should()
            .StartWith("Warning");
        worker.Log.Lines.Should().ContainSingle(line => line.Contains("sick-0 acknowledge records again", StringComparison.Ordinal));
    }

    [Test]
    public void A_transaction_that_cannot_begin_since_the_last_one_has_not_ended_goes_on_under_another_id()
    {
        using var worker = Start();
        worker.Write("in", 1, "good");
        worker.RunUntil(() => worker.Committed("in", 1) == 1, "the first is copied");
        worker.Faults.Leaderless = "out";
        worker.Write("in", 1, "good-again");
        worker.RunUntil(() => worker.Faults.StuckIds.Count > 0, "the transaction is given up");
        worker.Faults.Leaderless = null;

        worker.RunUntil(() => worker.Committed("in", 1) == 2, "it is done again at once");

        worker.Faults.TransactionalIds.Should().HaveCount(2).And.OnlyHaveUniqueItems();
        worker.Faults.Consumers.Should().Be(1);
        worker.Read("out").Should().Equal("good", "good-again");
    }

    [Test]
    public void Records_that_are_acknowledged_slowly_but_all_the_time_are_waited_for()
    {
        using var worker = Start();
        worker.Faults.AcknowledgedAfter = TimeSpan.FromSeconds(4);
        worker.Write("in", 0, "sick-0");
        worker.Write("in", 1, "good");
        worker.Faults.Leaderless = "sick";

        worker.RunUntil(() => worker.Committed("in", 0) == 1 && worker.Committed("in", 1) == 1, "both are committed in the end");

        worker.Read("sick").Should().Equal("sick-0");
    }

    /// <summary>A broker has gone, and the coordinator waits until it is given up.</summary>
    [TestCase("commit")]
    [TestCase("init")]
    public void A_transaction_that_takes_long_to_be_committed_is_told_of_while_it_does(string slow)
    {
        using var worker = Start();
        worker.Log.ThrowsAt = "has not been committed within";
        worker.Write("in", 1, "good");
        worker.RunUntil(() => worker.Committed("in", 1) == 1, "the worker has begun");
        IReadOnlyList<TopicPartition> blocked = [];
        var offsets = ProducerFaults.Once("offsets", ProducerFaults.Error(ClientErrorKind.Retriable, "_TIMED_OUT"));
        worker.Faults.OfCall = call =>
        {
            if (call == slow && blocked.Count == 0)
            {
                worker.Time.Advance(TimeSpan.FromSeconds(3));
                blocked = worker.BlockedOutputs;
            }

            return offsets(call);
        };
        worker.Write("in", 1, "good-again");

        worker.RunUntil(() => worker.Committed("in", 1) == 2, "it is committed all the same");

        blocked.Should().ContainSingle().Which.Topic.Should().Be("out");
        worker.BlockedOutputs.Should().BeEmpty();
        worker.Log.Lines.Should().ContainSingle(line => line.StartsWith("Warning") && line.Contains("has written to out-"));
    }

    [Test]
    public void A_worker_gives_up_if_that_lasts_too_long()
    {
        using var worker = Start(options => options with { TaskTimeout = TimeSpan.FromSeconds(30) });
        Block(worker);

        worker.Invoking(it => WriteGoodFor(it, TimeSpan.FromMinutes(3)))
            .Should()
            .Throw<StreamsException>()
            .WithMessage("*could not commit for 00:00:30*sick-0*");
    }

    private SteppedWorker Start(Func<StreamsOptions, StreamsOptions>? configure = null)
    {
        var worker = new SteppedWorker(
            builder =>
                builder.Stream<string, string>("in")
                    .Peek((_, value) => _handled.Add(value))
                    .To((_, value, _) => value.StartsWith("sick", StringComparison.Ordinal) ? "sick" : "out"),
            options => (configure?.Invoke(options) ?? options) with { Guarantee = ProcessingGuarantee.ExactlyOnce });
        worker.Cluster.CreateTopic("sick", 1);
        return worker;
    }

    /// <summary>The healthy task has work all the time, so that its partitions acknowledge something beside those that do not.</summary>
    private static DateTimeOffset Block(SteppedWorker worker)
    {
        worker.Write("in", 1, "good");
        worker.RunUntil(() => worker.Committed("in", 1) == 1, "the worker has begun");
        worker.Faults.Leaderless = "sick";
        worker.Write("in", 1, "good-too");
        worker.Write("in", 0, "sick-0", "sick-1", "sick-2", "sick-3");
        return worker.Time.GetUtcNow();
    }

    /// <summary>Ten records for the healthy task each second.</summary>
    private static void WriteGoodFor(SteppedWorker worker, TimeSpan duration, Action? look = null)
    {
        var begin = worker.Time.GetUtcNow();
        var written = 0;
        while (worker.Time.GetUtcNow() - begin < duration)
        {
            for (; written < (worker.Time.GetUtcNow() - begin).TotalMilliseconds / 100; written++)
            {
                worker.Write("in", 1, $"good-{written}");
            }

            worker.Step();
            look?.Invoke();
        }
    }
}
