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
        worker.RunUntil(() => worker.Log.Lines.Any(line => line.Contains("was given")), "it has its partitions");
        for (var i = 0; i < 20; i++)
        {
            worker.Step();
        }

        worker.Write("in", 0, "a", "b", "c", "d", "e");
        worker.Cluster.DeleteRecords(First, 3);
        worker.RunUntil(() => _handled.Count == 2, "what is left is handled");

        _handled.Should().Equal("d", "e");
        meter["worker.records.lost"].Should().Be(3);
        worker.Log.Lines.Should().ContainSingle(line => line.Contains("were deleted before they were handled: offsets 0 to 2, 3 at most"));
    }

    [Test]
    public void Without_a_reset_deleted_records_stop_the_worker()
    {
        using var worker = Worker(OffsetReset.None);
        Commit(worker, "app", 0);
        worker.Write("in", 0, "a", "b", "c");
        worker.Cluster.DeleteRecords(First, 2);
        worker.Invoking(it => it.RunUntil(() => false, "it stops")).Should().Throw<StreamsException>()
            .WithMessage("Partition in-0 cannot be read on at offset 0: its log holds 2 to 3, and its offset reset is None.*");
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
        worker.Log.Lines.Should().Contain(line => line.Contains("the log of in-0 was cut off at 3, before offset 100"));
    }

    [Test]
    public void A_topic_that_was_created_again_is_joined_anew_and_read_from_its_beginning()
    {
        using var worker = Worker(OffsetReset.Latest);
        worker.RunUntil(() => worker.Log.Lines.Any(line => line.Contains("was given")), "it has its partitions");
        worker.Settings.Topics.Update("in", Guid.NewGuid());
        worker.Settings.Topics.Update("in", Guid.NewGuid()).Should().BeTrue();
        worker.RunUntil(() => worker.Faults.Consumers == 2, "it joins again");

        worker.Settings.Topics.Update("elsewhere", Guid.NewGuid());
        worker.Settings.Topics.Update("elsewhere", Guid.NewGuid()).Should().BeTrue();
        for (var i = 0; i < 100; i++)
        {
            worker.Step();
        }

        worker.Faults.Consumers.Should().Be(2, "it reads no other topic");
    }

    [Test]
    public void What_was_committed_before_all_knew_that_the_topic_was_created_again_is_void()
    {
        using var worker = Worker(OffsetReset.Latest);
        worker.RunUntil(() => worker.Log.Lines.Any(line => line.Contains("was given")), "it has its partitions");
        worker.Write("in", 0, "a", "b", "c");
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "it commits an offset of the old topic for the new one");
        worker.Settings.Topics.Update("in", Guid.NewGuid());
        worker.Settings.Topics.Update("in", Guid.NewGuid()).Should().BeTrue();
        worker.RunUntil(() => _handled.Count >= 6, "the new topic is read from its beginning");

        _handled.Should().Equal("a", "b", "c", "a", "b", "c");
    }

    private static void Commit(SteppedWorker worker, string group, long offset)
    {
        using var consumer = worker.Faults.CreateConsumer(new ConsumerSettings { GroupId = group, ClientId = "tool", Wake = static () => { } });
        var member = new Member();
        consumer.Subscribe(new TopicSubscription(["in"], []), member);
        while (!member.IsAssigned)
        {
            consumer.Poll();
            worker.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        consumer.Commit([new OffsetCommit(First, offset, null), new OffsetCommit(new TopicPartition("in", 1), 0, null)]);
        consumer.Close();
    }

    private SteppedWorker Worker(OffsetReset reset, string applicationId = "app") => new(
        builder => builder.Stream<string, string>("in").ForEach((_, value) => _handled.Enqueue(value)),
        options => options with { OffsetReset = reset, ApplicationId = applicationId });

    private sealed class Member : IRebalanceListener
    {
        public bool IsAssigned { get; private set; }

        public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => IsAssigned = true;

        public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
        {
        }

        public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
        {
        }

        public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
        {
        }
    }
}
