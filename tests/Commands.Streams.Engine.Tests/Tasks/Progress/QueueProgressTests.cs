using Commands.Streams.Clients;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Tasks.Progress;

public sealed class QueueProgressTests
{
    private static readonly Guid Topic = new(9, 9, 9, [9, 9, 9, 9, 9, 9, 9, 9]);

    private readonly List<string> _seen = [];
    private readonly Dictionary<string, TestHandler> _handlers = [];

    [Test]
    public void What_was_restored_is_forgotten_once_it_is_passed()
    {
        using var bench = Start(0, Done(0, 1, 4));
        bench.Add("in", Records(0, 1, 2, 3));
        bench.Run();
        _seen.Should().Equal("0");
        bench.Task.Queues[0].RestoredRuns.Should().Be(1);
        bench.Add("in", Records(5));
        bench.Run();
        _seen.Should().Equal("0", "5");
        bench.Task.Queues[0].RestoredRuns.Should().Be(0);
    }

    [Test]
    public void A_done_set_that_was_moved_to_another_offset_skips_nothing([Values(-1L, 5L)] long offset)
    {
        using var bench = Start(offset, Done(0, 1, 15));
        bench.Add("in", Records(5, 6, 7, 8));
        bench.Run();
        _seen.Should().Equal("5", "6", "7", "8");
    }

    [Test]
    public void A_done_set_of_a_topic_that_was_made_anew_skips_nothing()
    {
        using var bench = Start(0, Done(0, 1, 15), new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]));
        bench.Add("in", Records(0, 1, 2));
        bench.Run();
        _seen.Should().Equal("0", "1", "2");
    }

    [Test]
    public void A_log_that_goes_on_at_an_earlier_offset_is_read_anew()
    {
        using var bench = Start(10, Done(10, 1, 90));
        bench.Add("in", TestRecord.Text(10, "k", "slow", 500));
        bench.Run();
        bench.Add("in", Records(3, 4, 20));
        bench.Run();

        _seen.Should().Equal("slow", "3", "4", "20");
        bench.Batches[0].Disposals.Should().Be(1, "nobody waits for a handler of the old log");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(21);
        End(bench, "slow");
        bench.Producer.Values.Should().Equal("3", "4", "20");
        bench.Commit().Should().BeEmpty();
    }

    [Test]
    public void A_log_that_begins_before_the_committed_offset_is_read_anew()
    {
        using var bench = Start(100, Done(100, 1, 50));
        bench.Add("in", Records(0, 110));
        bench.Run();
        _seen.Should().Equal("0", "110");
    }

    [Test]
    public void Where_the_client_will_read_on_is_committed_once_everything_was_taken()
    {
        using var bench = Start(0, null);
        bench.Add("in", Records(0));
        bench.Queue("in").PassOver(2);
        bench.Run();
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(1, "a record was here when the client had passed over the marker");

        bench.Queue("in").PassOver(2);
        bench.Task.CommitNeeded.Should().BeTrue("the position moved");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(2);
        bench.Queue("in").PassOver(2);
        bench.Queue("in").PassOver(Offsets.Unknown);
        bench.Task.CommitNeeded.Should().BeFalse();
    }

    [Test]
    public void What_the_client_passed_over_behind_a_record_in_flight_is_done()
    {
        using var bench = Start(0, null);
        bench.Add("in", TestRecord.Text(0, "k", "slow"));
        bench.Run();
        bench.Queue("in").PassOver(3);
        var commit = bench.Commit().Should().ContainSingle().Subject;
        commit.Offset.Should().Be(0);
        CommitMetadata.Decode(in commit, default).Done.Contains(2).Should().BeTrue();
        End(bench, "slow");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(3);
    }

    [Test]
    public void A_cluster_that_takes_less_metadata_is_heard()
    {
        var room = new MetadataRoom();
        using var bench = Start(0, null, room: room);
        bench.Add("in", [.. Enumerable.Range(0, 300).Select(offset => TestRecord.Text(offset, $"{offset}", offset % 2 == 0 ? $"slow {offset}" : $"{offset}"))]);
        bench.Run().Should().Be(300);
        var commit = bench.Commit().Should().ContainSingle().Subject;
        room.TryShrink(commit.Metadata!.Length).Should().BeTrue();

        End(bench, "slow 4");
        var offsets = new List<OffsetCommit>();
        bench.Task.CollectOffsets(offsets).Should().BeFalse("what is done does not fit, and is not to be forgotten");
        offsets.Should().BeEmpty();
        bench.Task.OnCommitted();
        bench.Task.CommitNeeded.Should().BeTrue();
        bench.Add("in", Records(300));
        bench.Run().Should().Be(0, "no more is taken until it fits");

        for (var offset = 0; offset < 200; offset += 2)
        {
            if (offset != 4)
            {
                End(bench, $"slow {offset}");
            }
        }

        bench.Commit().Should().ContainSingle().Which.Metadata!.Length.Should().BeLessThanOrEqualTo(commit.Metadata.Length / 2);
    }

    [Test]
    public void Done_set_that_was_restored_can_be_committed_again_although_larger_ones_are_refused()
    {
        using var first = Start(0, null, Topic);
        first.Add("in", TestRecord.Text(0, "a", "slow 0"), TestRecord.Text(1, "b", "slow 1"), TestRecord.Text(2, "c", "2"));
        first.Run();
        var accepted = first.Commit().Should().ContainSingle().Subject;
        var room = new MetadataRoom();
        using var second = Start(0, accepted.Metadata, Topic, room);
        room.TryShrink(accepted.Metadata!.Length + 4).Should().BeTrue("the cluster takes nothing that is larger");

        second.Add("in", TestRecord.Text(0, "a", "0"));
        second.Run();

        var commit = second.Commit().Should().ContainSingle().Subject;
        commit.Offset.Should().Be(1);
        commit.Metadata!.Length.Should().BeLessThanOrEqualTo(accepted.Metadata.Length);
        CommitMetadata.Decode(in commit, new TopicIdentity(0, Topic)).Done.Contains(2).Should().BeTrue();
    }

    [Test]
    public void Size_that_was_accepted_once_and_is_refused_now_counts_no_more()
    {
        var room = new MetadataRoom();
        room.Learn(new string('A', 64));
        room.TryShrink(64).Should().BeTrue();
        room.Bytes.Should().BeLessThan(48);
    }

    [Test]
    public void Without_room_for_anything_one_record_after_the_other_is_done_and_committed()
    {
        var room = new MetadataRoom();
        for (var length = 4096; length >= 4; length /= 2)
        {
            room.TryShrink(length).Should().BeTrue();
        }

        room.TryShrink(0).Should().BeFalse("what had no metadata was not refused for them");
        using var bench = Start(0, null, room: room);
        bench.Add("in", TestRecord.Text(0, "a", "slow 0"), TestRecord.Text(1, "b", "slow 1"));
        bench.Run().Should().Be(1);
        End(bench, "slow 0");
        bench.Commit().Should().Equal(new OffsetCommit(TaskBench.Partition("in"), 1, string.Empty));
    }

    [Test]
    public void Records_in_flight_are_bounded_by_their_bytes_too()
    {
        using var bench = Start(0, null);
        var large = new string('x', 30 * 1024 * 1024);
        for (var offset = 0; offset < 5; offset++)
        {
            bench.Add("in", TestRecord.Text(offset, $"{offset}", $"slow {offset}{large}"));
        }

        bench.Run().Should().Be(2, "with the next one, which has been read, three of 30 MB are more than 64 MB");
        bench.Queue("in").Room(1000).Should().BeLessThan(3);
    }

    [Test]
    public void Of_large_records_few_are_taken_from_the_client_and_one_at_least()
    {
        var memory = new QueueMemory();
        var batch = new SharedBatch();
        memory.Room(null, 0, 1000).Should().Be(1000, "nothing is known yet");
        batch.Attach(new TestBatch(TaskBench.Partition("in")));
        memory.Add(batch, 1024 * 1024);
        memory.Remove(batch);
        memory.Room(null, 0, 1000).Should().Be(64);
        memory.Room(null, 60, 1000).Should().Be(4);
        memory.Room(null, 64, 1000).Should().Be(0);
        batch.Attach(new TestBatch(TaskBench.Partition("in")));
        memory.Add(batch, 100 * 1024 * 1024);
        memory.Remove(batch);
        memory.Room(null, 0, 1000).Should().Be(1);
    }

    /// <summary>Metadata that say that some offsets from the second on are done.</summary>
    private static string Done(long offset, byte undone, byte done) =>
        Convert.ToBase64String(
        [
            17, 0, 0, 0, 0, 0, 0, 0, (byte)offset,
            .. Topic.ToByteArray(bigEndian: true), .. new byte[12],
            undone, done,
        ]);

    private static TestRecord[] Records(params IEnumerable<int> offsets) => [.. offsets.Select(offset => TestRecord.Text(offset, $"{offset}", $"{offset}"))];

    private TaskBench Start(long committed, string? metadata, Guid topicId = default, MetadataRoom? room = null)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").MapValuesAsync(
            (record, _) =>
            {
                _seen.Add(record.Value);
                return record.Value.StartsWith("slow", StringComparison.Ordinal)
                    ? (_handlers[record.Value] = new TestHandler()).WithResult
                    : new ValueTask<string>(record.Value);
            },
            AsyncOptions.WithConcurrency(1000)).To("out");
        var bench = new TaskBench(builder.Build(), settings => settings with { MetadataRoom = room ?? settings.MetadataRoom });
        bench.Task.AddPartition(new OffsetCommit(TaskBench.Partition("in"), committed, metadata), new TopicIdentity(1, topicId));
        return bench;
    }

    private void End(TaskBench bench, string value)
    {
        _handlers[value].Succeed(value);
        bench.Run();
    }
}
