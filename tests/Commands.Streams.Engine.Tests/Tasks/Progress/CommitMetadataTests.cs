using System.Buffers.Binary;
using Commands.Streams.Clients;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Tasks.Progress;

public sealed class CommitMetadataTests
{
    [Test]
    public void A_time_alone_is_written_as_Kafka_Streams_writes_it() => CommitMetadata.Encode(1000).Should().Be("AgAAAAAAAAPo");

    [TestCase("AgAAAAAAAAPo", 1000)]
    [TestCase("AgAAAAAAAAPoAAAAAQAAAAVzdG9yZQAAAAAAAAAH", 1000, TestName = "A_map_of_processor_times_is_read_over")]
    [TestCase("AQAAAAAAAAPo", 1000, TestName = "The_version_without_a_map_is_read")]
    [TestCase("CQAAAAAAAAPo", CommitMetadata.UnknownTime, TestName = "An_unknown_version_reads_as_unknown")]
    [TestCase("AgAAAAAA", CommitMetadata.UnknownTime, TestName = "A_text_that_is_cut_off_reads_as_unknown")]
    [TestCase("not base64!", CommitMetadata.UnknownTime, TestName = "A_foreign_text_reads_as_unknown")]
    [TestCase("", CommitMetadata.UnknownTime, TestName = "An_empty_text_reads_as_unknown")]
    [TestCase(null, CommitMetadata.UnknownTime, TestName = "No_text_reads_as_unknown")]
    public void A_committed_text_reads_as(string? text, long expected)
    {
        var (time, done) = Decode(7, text);
        time.Should().Be(expected);
        done.Runs.Should().Be(0);
    }

    [Test]
    public void A_damaged_done_set_reads_as_empty()
    {
        byte[] bytes = [.. Anchored(7), 1, 0x80];
        var (time, done) = Decode(7, Convert.ToBase64String(bytes));
        time.Should().Be(1000);
        done.Should().BeSameAs(DoneSet.Empty);
    }

    [Test]
    public void A_set_that_was_moved_to_another_offset_reads_as_empty([Values(-1, 0, 6, 8, long.MaxValue)] long offset)
    {
        var text = Sample(7);
        Decode(7, text).Done.Contains(8).Should().BeTrue();
        Decode(offset, text).Done.Should().BeSameAs(DoneSet.Empty);
        Decode(offset, text).PartitionTime.Should().Be(offset < 0 ? CommitMetadata.UnknownTime : 1000);
    }

    [Test]
    public void Metadata_of_a_topic_that_was_created_again_are_void()
    {
        var found = new OffsetCommit(TaskBench.Partition("in"), 7, Sample(7));
        CommitMetadata.Decode(in found, Topic with { Id = Guid.NewGuid() }).Should().Be(CommitMetadata.None);
        CommitMetadata.Decode(in found, Topic with { Cluster = 5 }).Should().Be(CommitMetadata.None);
        CommitMetadata.Decode(in found, Topic).Done.Runs.Should().Be(1);
        CommitMetadata.Decode(in found, default).Done.Runs.Should().Be(1, "the cluster has no ids, so the offset alone decides");
    }

    [Test]
    public void A_time_alone_has_an_anchor_too()
    {
        var text = CommitMetadata.Encode(Topic, 1000, 7);
        text.Should().Be(Convert.ToBase64String(Anchored(7)));
        var found = new OffsetCommit(TaskBench.Partition("in"), 7, text);
        CommitMetadata.TopicOf(in found).Should().Be(Topic);
        CommitMetadata.Decode(in found, Topic).Should().Be(new CommitMetadata(1000, DoneSet.Empty));
    }

    [TestCase(CommitMetadata.DoneSetStart, 60)]
    [TestCase(CommitMetadata.DoneSetStart - 1, 12)]
    [TestCase(9, 12)]
    [TestCase(8, 0)]
    public void A_cluster_with_less_room_gets_the_time_alone_or_nothing(int room, int length) =>
        CommitMetadata.Encode(Topic, 1000, 7, room).Length.Should().Be(length);

    [Test]
    public void The_version_without_a_cluster_is_read()
    {
        var text = Convert.ToBase64String([.. AnchoredWithoutCluster(7), 1, 1]);
        Decode(7, text).Done.Contains(8).Should().BeTrue();
        var found = new OffsetCommit(TaskBench.Partition("in"), 7, text);
        CommitMetadata.TopicOf(in found).Should().Be(Topic with { Cluster = TopicIdentity.UnknownCluster });
        CommitMetadata.Decode(in found, Topic with { Id = Guid.NewGuid() }).Should().Be(CommitMetadata.None);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("moved by hand")]
    [TestCase("AgAAAAAAAAPo", TestName = "The_version_of_Kafka_Streams_names_no_topic")]
    [TestCase("EgAAAAAAAAPo", TestName = "A_text_that_is_cut_off_names_no_topic")]
    public void Metadata_of_others_name_no_topic(string? text) =>
        CommitMetadata.TopicOf(new OffsetCommit(TaskBench.Partition("in"), 7, text)).Should().BeNull();

    [Test]
    public void A_topic_is_former_only_if_another_one_is_in_its_place_in_the_same_cluster()
    {
        Topic.IsFormerOf(Topic with { Id = Guid.NewGuid() }).Should().BeTrue();
        Topic.IsFormerOf(Topic).Should().BeFalse();
        Topic.IsFormerOf(new TopicIdentity(5, Guid.NewGuid())).Should().BeFalse("offsets were copied to another cluster");
        Topic.IsFormerOf(default).Should().BeFalse();
        default(TopicIdentity).IsFormerOf(Topic).Should().BeFalse();
        (Topic with { Cluster = 0 }).IsFormerOf(new TopicIdentity(0, Guid.NewGuid())).Should().BeFalse("nobody knows whether the cluster is the same");
    }

    [Test]
    public void Of_the_version_without_an_anchor_only_the_time_is_read()
    {
        byte[] bytes = [16, .. BigEndian(1000), 0, 0, 0, 0, 1, 1];
        var (time, done) = Decode(7, Convert.ToBase64String(bytes));
        time.Should().Be(1000);
        done.Should().BeSameAs(DoneSet.Empty);
    }

    [Test]
    public void A_set_beside_processor_times_of_a_later_version_is_void()
    {
        var bytes = Anchored(7);
        bytes[^1] = 1;
        Decode(7, Convert.ToBase64String([.. bytes, 1, 1])).Done.Should().BeSameAs(DoneSet.Empty);
    }

    [Test]
    public void Any_text_reads_as_something()
    {
        Gen.Select(Gen.Byte[15, 19], Gen.Byte.Array[0, 60], Gen.Long).Sample((version, bytes, offset) =>
        {
            var (time, done) = Decode(offset, Convert.ToBase64String([version, .. bytes]));
            time.Should().BeGreaterThanOrEqualTo(-1);
            done.Contains(offset).Should().BeFalse("the committed offset is the first that is not done");
        });
    }

    [Test]
    public void Any_set_of_records_in_flight_is_read_back_as_it_was()
    {
        Gen.Select(Gen.Long[0, 1L << 40], Gen.Bool.Array[1, 200]).Sample(
            (start, done) =>
            {
                using var inFlight = new InFlightList(start);
                for (var i = 0; i < done.Length; i++)
                {
                    if (!done[i])
                    {
                        inFlight.Add(start + i);
                    }
                }

                var end = start + done.Length;
                var offset = inFlight.List.First?.Offset ?? end;
                var text = CommitMetadata.TryEncode(Topic, 5, offset, inFlight.List, DoneSet.Empty, end);
                var (time, set) = Decode(offset, text);
                time.Should().Be(5);
                for (var i = offset; i < end + 10; i++)
                {
                    set.Contains(i).Should().Be(i < end && done[i - start], "offset {0}", i);
                }
            },
            iter: 500);
    }

    [Test]
    public void A_set_survives_a_restart_in_which_some_of_it_was_taken_again()
    {
        Gen.Select(Gen.Bool.Array[1, 60], Gen.Bool.Array[1, 60], Gen.Int[0, 60]).Sample(
            (before, again, taken) =>
            {
                // The offset that is committed is never done itself.
                before[0] = false;
                var restored = Restored(before);
                taken = Math.Min(taken, before.Length);
                var done = before.ToArray();
                using var inFlight = new InFlightList(0);
                for (var i = 0; i < taken; i++)
                {
                    done[i] |= again[i % again.Length];
                    if (!done[i])
                    {
                        inFlight.Add(i);
                    }
                }

                var offset = inFlight.List.First?.Offset ?? taken;
                var (_, set) = Decode(offset, CommitMetadata.TryEncode(Topic, 5, offset, inFlight.List, restored, Math.Max(taken, offset)));
                for (var i = offset; i < done.Length + 5; i++)
                {
                    set.Contains(i).Should().Be(i < done.Length && done[i], "offset {0}", i);
                }
            },
            iter: 500);
    }

    [Test]
    public void A_set_that_does_not_fit_is_refused_and_never_cut()
    {
        using var inFlight = new InFlightList(0);
        for (var i = 0; i < 2_000; i++)
        {
            inFlight.Add(2 * i);
        }

        CommitMetadata.TryEncode(Topic, 5, 0, inFlight.List, DoneSet.Empty, 4_000).Should().BeNull();
    }

    [Test]
    public void A_text_is_never_longer_than_a_broker_takes()
    {
        using var inFlight = new InFlightList(0);
        for (var i = 0; HasRoom(inFlight, DoneSet.Empty, 2 * i); i++)
        {
            inFlight.Add(2 * i);
        }

        inFlight.List.Count.Should().BeGreaterThan(1_400);
        CommitMetadata.TryEncode(Topic, 5, 0, inFlight.List, DoneSet.Empty, 2 * inFlight.List.Count)!.Length.Should().BeLessThanOrEqualTo(4_096);
    }

    [Test]
    public void There_is_room_for_whatever_may_end_later()
    {
        Gen.Select(Gen.Int[0, 40].Array[1, 6_000], Gen.Int[0, int.MaxValue]).Sample(
            (kinds, seed) =>
            {
                using var inFlight = new InFlightList(0);
                var end = 0L;
                foreach (var kind in kinds)
                {
                    if (!HasRoom(inFlight, DoneSet.Empty, end))
                    {
                        break;
                    }

                    var isAlone = kind == 0;
                    inFlight.Add(isAlone ? end + 1 : end);
                    end += isAlone ? 2 : 1;
                }

                // Every second one ends, then as a generator says: no order of ends may make the set too large.
                inFlight.RemoveWhere((_, index) => index % 2 == 1);
                CommitMetadata.TryEncode(Topic, 5, inFlight.List.First!.Offset, inFlight.List, DoneSet.Empty, end).Should().NotBeNull();
                var random = new Random(seed);
                inFlight.RemoveWhere((_, index) => index > 0 && random.Next(3) == 0);
                CommitMetadata.TryEncode(Topic, 5, inFlight.List.First!.Offset, inFlight.List, DoneSet.Empty, end).Should().NotBeNull();
            },
            iter: 30);
    }

    [Test]
    public void There_is_room_beside_what_was_restored_whatever_its_numbers()
    {
        // 500 times 20,000 not done and 20,000 done, 3 bytes each: as restored, the set nearly fills the text.
        byte[] run = [0xa0, 0x9c, 0x01];
        byte[] bytes = [17, .. new byte[36], .. Enumerable.Repeat(run, 1_000).SelectMany(number => number)];
        var (_, restored) = Decode(0, Convert.ToBase64String(bytes));
        restored.Runs.Should().Be(500);
        using var inFlight = new InFlightList(0);
        var next = 0L;
        while (HasRoom(inFlight, restored, next) && next < 20_000)
        {
            inFlight.Add(next);
            next += 7;
        }

        CommitMetadata.TryEncode(Topic, 5, 0, inFlight.List, restored, next).Should().NotBeNull();
    }

    private static TopicIdentity Topic { get; } = new(TopicIdentity.NumberOf("cluster"), new Guid("7e5f5be8-1d5c-4f5c-9d0e-54a5fe0b9a3c"));

    private static CommitMetadata Decode(long offset, string? text) =>
        CommitMetadata.Decode(new OffsetCommit(TaskBench.Partition("in"), offset, text), default);

    private static byte[] BigEndian(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    /// <summary>What stands before a done-set.</summary>
    private static byte[] Anchored(long offset) => [18, .. BigEndian(Topic.Cluster), .. AnchoredWithoutCluster(offset)[1..]];

    private static byte[] AnchoredWithoutCluster(long offset) =>
        [17, .. BigEndian(offset), .. Topic.Id.ToByteArray(bigEndian: true), .. BigEndian(1000), 0, 0, 0, 0];

    private static string Sample(long offset) => Convert.ToBase64String([.. Anchored(offset), 1, 1]);

    private static bool HasRoom(InFlightList inFlight, DoneSet restored, long end) =>
        DoneSet.MaxLength(inFlight.List, restored, end) <= new MetadataRoom().DoneSetBeforeOneMore;

    private static DoneSet Restored(bool[] done)
    {
        using var inFlight = new InFlightList(0);
        for (var i = 0; i < done.Length; i++)
        {
            if (!done[i])
            {
                inFlight.Add(i);
            }
        }

        return Decode(0, CommitMetadata.TryEncode(Topic, 5, 0, inFlight.List, DoneSet.Empty, done.Length)).Done;
    }
}
