using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Redriving;
using CsCheck;

namespace Commands.Streams.Tests.Redriving;

public sealed class PartitionProgressTests
{
    private static readonly TopicPartition Partition = new("x-dlt", 0);

    [Test]
    public void Ranges_are_what_was_marked_and_survive_their_commit() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 8]).List[0, 40].Sample(marks =>
        {
            var progress = PartitionProgress.From(new OffsetCommit(Partition, Offsets.Unknown, null));
            var done = new HashSet<long>();
            foreach (var (start, length) in marks)
            {
                progress.MarkDone(start, start + length);
                done.UnionWith(Enumerable.Range(start, length).Select(offset => (long)offset));
            }

            var again = PartitionProgress.From(progress.ToCommit(Partition));
            for (var offset = 0; offset < 80; offset++)
            {
                progress.IsDone(offset).Should().Be(done.Contains(offset));
                again.IsDone(offset).Should().Be(done.Contains(offset));
            }

            again.Ranges.Should().Be(progress.Ranges);
            progress.Next.Should().Be(Enumerable.Range(0, 81).First(offset => !done.Contains(offset)));
        });

    [Test]
    public void Metadata_of_another_offset_are_as_none()
    {
        var progress = PartitionProgress.From(new OffsetCommit(Partition, 10, null));
        progress.MarkDone(12, 15);
        var metadata = progress.ToCommit(Partition).Metadata;

        foreach (var offset in new[] { Offsets.Unknown, 0, 5, 11 })
        {
            PartitionProgress.From(new OffsetCommit(Partition, offset, metadata)).Ranges.Should().Be(0, "a tool has moved the group to {0}", offset);
        }
    }

    [Test]
    public void The_most_ranges_fit_into_metadata_even_where_offsets_are_huge()
    {
        var progress = PartitionProgress.From(new OffsetCommit(Partition, 0, null));
        for (var i = 1L; i <= PartitionProgress.MaxRanges; i++)
        {
            progress.MarkDone(i * 30_000_000_000, (i * 30_000_000_000) + 15_000_000_000);
        }

        progress.Ranges.Should().Be(PartitionProgress.MaxRanges);
        progress.ToCommit(Partition).Metadata!.Length.Should().BeLessThanOrEqualTo(4096);
    }

    [TestCase("redrive1:AgM=", TestName = "the form without an anchor")]
    [TestCase("redrive2:????")]
    [TestCase("redrive2:BQAB", TestName = "a range that begins at the anchor")]
    [TestCase("redrive2:BQH///////////8B", TestName = "a range that ends before it begins")]
    [TestCase("redrive2:gICAgICAgICAgICAgIA=")]
    [TestCase("AQAB")]
    [TestCase("")]
    public void Metadata_of_others_are_as_none(string metadata)
    {
        var progress = PartitionProgress.From(new OffsetCommit(Partition, 5, metadata));
        progress.Next.Should().Be(5);
        progress.IsDone(5).Should().BeFalse();
    }
}
