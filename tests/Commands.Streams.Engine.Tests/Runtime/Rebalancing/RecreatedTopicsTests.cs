using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Rebalancing;

/// <summary>What a worker does about topics that were deleted and created again, while it ran or while it was away.</summary>
public sealed class RecreatedTopicsTests
{
    private static readonly TopicPartition First = new("in", 0);

    private readonly ConcurrentQueue<string> _handled = new();

    [Test]
    public void A_topic_that_was_created_again_is_joined_anew_and_read_from_its_beginning()
    {
        using var worker = Worker(OffsetReset.Latest);
        worker.RunUntil(() => worker.Committed("in", 0) == 0, "it has its partitions");
        Recreate(worker);
        worker.Settings.Topics.Update("in", IdOf(worker, "in")).Should().BeTrue();
        worker.RunUntil(() => worker.Faults.Consumers == 2, "it joins again");
        worker.Log.Lines.Should().ContainSingle(line => line.Contains("topic 'in' was deleted and recreated"));

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
        worker.RunUntil(() => worker.Committed("in", 0) == 0, "it has its partitions");
        Recreate(worker);
        worker.Write("in", 0, "a", "b", "c");
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "it commits an offset of the old topic for the new one");
        worker.Settings.Topics.Update("in", IdOf(worker, "in")).Should().BeTrue();
        worker.RunUntil(() => _handled.Count >= 6, "the new topic is read from its beginning");

        _handled.Should().Equal("a", "b", "c", "a", "b", "c");
    }

    [TestCase(OffsetReset.Earliest)]
    [TestCase(OffsetReset.Latest)]
    [TestCase(OffsetReset.None)]
    public void An_offset_of_a_topic_that_is_gone_is_void_although_its_metadata_are_a_time_alone(OffsetReset reset)
    {
        using var worker = Worker(reset);
        worker.Write("in", 0, "a", "b", "c");
        Restore(worker, new OffsetCommit(First, 2, CommitMetadata.Encode(Here(Guid.NewGuid()), 1, 2)));
        worker.RunUntil(() => _handled.Count == 3, "the new topic is read from its beginning");

        _handled.Should().Equal("a", "b", "c");
        worker.Log.Lines.Should().ContainSingle(line => line.Contains("topic 'in' was deleted and recreated"));
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "what was read is committed");
    }

    [Test]
    public void An_offset_that_was_copied_from_another_cluster_counts()
    {
        using var worker = Worker(OffsetReset.Earliest);
        worker.Write("in", 0, "a", "b", "c");
        Restore(worker, new OffsetCommit(First, 2, CommitMetadata.Encode(new TopicIdentity(TopicIdentity.NumberOf("elsewhere"), Guid.NewGuid()), 1, 2)));
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "what was not handled there is handled");
        _handled.Should().Equal("c");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("by hand")]
    [TestCase("AgAAAAAAAAPo")]
    public void An_offset_without_an_anchor_counts(string? metadata)
    {
        using var worker = Worker(OffsetReset.Earliest);
        worker.Write("in", 0, "a", "b", "c");
        Restore(worker, new OffsetCommit(First, 2, metadata));
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "what was not handled is handled");
        _handled.Should().Equal("c");
    }

    [TestCase(4096)]
    [TestCase(40)]
    [TestCase(4)]
    public void Where_reading_begins_at_the_end_is_committed_with_an_anchor_if_there_is_room(int room)
    {
        using var worker = Worker(OffsetReset.Latest, room);
        worker.Write("in", 0, "a", "b", "c");
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "it begins at the end");
        var commit = worker.Cluster.GetCommittedOffsets("app")[First];
        CommitMetadata.TopicOf(in commit).Should().Be(room == 4096 ? Here(IdOf(worker, "in")) : null);
    }

    [Test]
    public void An_opener_whose_own_knowledge_is_old_asks_before_it_forgets_an_offset()
    {
        using var worker = Worker(OffsetReset.Earliest);
        worker.Write("in", 0, "a", "b", "c");
        worker.Settings.Topics.Update("in", Guid.NewGuid());
        Restore(worker, new OffsetCommit(First, 2, CommitMetadata.Encode(Here(IdOf(worker, "in")), 1, 2)));
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "the rest is handled");
        _handled.Should().Equal("c");
    }

    private static TopicIdentity Here(Guid id) => new(TopicIdentity.NumberOf("simulated"), id);

    private static Guid IdOf(SteppedWorker worker, string topic)
    {
        using var admin = worker.Faults.CreateAdmin();
        return admin.GetTopicIdsAsync([topic], CancellationToken.None).Result[topic];
    }

    private static void Recreate(SteppedWorker worker) => worker.Cluster.RecreateTopic("in", 2);

    private static void Restore(SteppedWorker worker, OffsetCommit commit) =>
        GroupTool.Commit(worker.Faults, worker.Time, "app", commit, new OffsetCommit(new TopicPartition("in", 1), 0, null));

    private SteppedWorker Worker(OffsetReset reset, int metadataRoom = 4096) => new(
        builder => builder.Stream<string, string>("in").ForEach((_, value) => _handled.Enqueue(value)),
        options => options with { OffsetReset = reset },
        offsetMetadataMaxBytes: metadataRoom);
}
