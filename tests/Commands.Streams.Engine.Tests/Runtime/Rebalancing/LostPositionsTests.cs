using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Rebalancing;

/// <summary>What a worker does about records that are gone, commits that fit no log, and topics that were created again.</summary>
public sealed class LostPositionsTests
{
    private static readonly TopicPartition First = new("in", 0);

    private readonly ConcurrentQueue<string> _handled = new();

    [TestCase(OffsetReset.Earliest)]
    [TestCase(OffsetReset.Latest)]
    public void Records_that_retention_deleted_are_counted_and_no_others_are_passed_over(OffsetReset reset)
    {
        using var meter = new TaskMeter();
        using var worker = Worker(reset, meter.ApplicationId);
        worker.RunUntil(() => worker.Log.Lines.Any(line => line.Contains("was assigned")), "it has its partitions");
        for (var i = 0; i < 20; i++)
        {
            worker.Step();
        }

        worker.Write("in", 0, "a", "b", "c", "d", "e");
        worker.Cluster.DeleteRecords(First, 3);
        worker.RunUntil(() => _handled.Count == 2, "what is left is handled");

        _handled.Should().Equal("d", "e");
        meter["worker.records.lost"].Should().Be(3);
        worker.Log.Lines.Should().ContainSingle(line => line.Contains("were deleted before they were processed: offsets 0 to 2, at most 3"));
    }

    [Test]
    public void Without_a_reset_deleted_records_stop_the_worker()
    {
        using var worker = Worker(OffsetReset.None);
        Commit(worker, "app", 0);
        worker.Write("in", 0, "a", "b", "c");
        worker.Cluster.DeleteRecords(First, 2);
        worker.Invoking(it => it.RunUntil(() => false, "it stops")).Should().Throw<StreamsException>()
            .WithMessage("Partition in-0 cannot be read from offset 0: its log has the offsets 2 to 3, and its offset reset is None.*");
    }

    [Test]
    public void A_commit_behind_the_end_of_the_log_is_void()
    {
        using var worker = Worker(OffsetReset.Earliest);
        worker.Write("in", 0, "a", "b", "c");
        Commit(worker, "app", 100);
        worker.RunUntil(() => _handled.Count == 3, "all that is there is handled");

        _handled.Should().Equal("a", "b", "c");
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "it is committed");
        worker.Log.Lines.Should().Contain(line => line.Contains("the log of in-0 was truncated at 3, before offset 100"));
    }

    private static void Commit(SteppedWorker worker, string group, long offset) => GroupTool.Commit(
        worker.Faults, worker.Time, group, new OffsetCommit(First, offset, null), new OffsetCommit(new TopicPartition("in", 1), 0, null));

    private SteppedWorker Worker(OffsetReset reset, string applicationId = "app") => new(
        builder => builder.Stream<string, string>("in").ForEach((_, value) => _handled.Enqueue(value)),
        options => options with { OffsetReset = reset, ApplicationId = applicationId });
}
