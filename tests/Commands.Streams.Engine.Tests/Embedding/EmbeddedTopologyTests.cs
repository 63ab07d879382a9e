using Commands.Streams.Clients;
using Commands.Streams.Embedding;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Embedding;

public sealed class EmbeddedTopologyTests
{
    private static readonly TopicPartition Input = new("in", 3);

    private readonly TestProducer _producer = new();
    private int _wakes;

    [Test]
    public void Records_go_through_the_topology_and_their_offsets_can_be_committed()
    {
        using var topology = Embed(builder => builder.Stream<string, string>("in").MapValues(value => value + "!").To("out"));
        topology.SourceTopics.Should().Equal("in");
        topology.AddRecords(new TestBatch(Input, Record("a", 0), Record("b", 1)));
        topology.HasUnfinishedRecords.Should().BeTrue();

        topology.Step().Should().BeTrue();
        topology.Step().Should().BeTrue();
        topology.Step().Should().BeFalse();

        _producer.Values.Should().Equal("a!", "b!");
        topology.HasUnfinishedRecords.Should().BeFalse();
        topology.CommitNeeded.Should().BeTrue();
        List<OffsetCommit> offsets = [];
        topology.CollectOffsets(offsets).Should().BeTrue();
        offsets.Should().ContainSingle().Which.Should().Match<OffsetCommit>(offset => offset.Partition == Input && offset.Offset == 2);
        topology.OnCommitted();
        topology.CommitNeeded.Should().BeFalse();
    }

    [Test]
    public void A_handler_that_runs_leaves_its_record_unfinished_and_wakes_the_loop_when_it_ends()
    {
        var ends = new TaskCompletionSource<string>();
        using var topology = Embed(builder => builder.Stream<string, string>("in").MapValuesAsync((_, _) => new ValueTask<string>(ends.Task)).To("out"));
        topology.AddRecords(new TestBatch(Input, Record("a", 0)));
        topology.Step();
        topology.Step().Should().BeFalse();
        topology.RunningHandlers.Should().Be(1);
        topology.HasUnfinishedRecords.Should().BeTrue();
        _wakes.Should().Be(0);

        ends.SetResult("done");
        _wakes.Should().BePositive();
        topology.Step().Should().BeTrue();
        topology.HasUnfinishedRecords.Should().BeFalse();
        _producer.Values.Should().Equal("done");
    }

    [Test]
    public void A_partition_that_was_not_added_is_named()
    {
        using var topology = Embed(builder => builder.Stream<string, string>("in").To("out"));
        topology.Invoking(embedded => embedded.AddRecords(new TestBatch(new TopicPartition("in", 4), Record("a", 0))))
            .Should().Throw<InvalidOperationException>().WithMessage("Partition in-4 is not one of this task's. Call AddPartition first.");
    }

    [Test]
    public void A_record_that_fails_throws_what_the_handler_did_not_forgive()
    {
        using var topology = Embed(builder => builder.Stream<string, string>("in").ForEach((_, _) => throw new InvalidOperationException("No.")));
        topology.AddRecords(new TestBatch(Input, Record("a", 0)));
        topology.Invoking(embedded => embedded.Step()).Should().Throw<ProcessingException>().WithMessage("*in-3@0*");
    }

    [Test]
    public void A_topology_with_problems_is_refused()
    {
        var builder = new StreamsBuilder();
        builder.Stream<Version, string>("in").To("out");
        var embed = () => new EmbeddedTopology(builder.Build(), new StreamsOptions { ApplicationId = "app" }, new TaskId(0, 3), _producer, () => { });
        embed.Should().Throw<TopologyException>();
    }

    private static TestRecord Record(string value, long offset) => TestRecord.Text(offset, key: null, value, offset);

    private EmbeddedTopology Embed(Action<StreamsBuilder> describe)
    {
        var builder = new StreamsBuilder();
        describe(builder);
        var topology = new EmbeddedTopology(
            builder.Build(), new StreamsOptions { ApplicationId = "app" }, new TaskId(0, 3), _producer, () => Interlocked.Increment(ref _wakes));
        topology.Initialize();
        topology.AddPartition(new OffsetCommit(Input, Offsets.Unknown, null));
        return topology;
    }
}
