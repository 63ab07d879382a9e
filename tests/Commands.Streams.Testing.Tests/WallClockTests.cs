using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests;

public sealed class WallClockTests
{
    [Test]
    public void Wall_clock_punctuation_fires_once_for_each_advance_however_many_intervals_passed()
    {
        using var driver = Start(PunctuationType.WallClockTime);

        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(9));
        driver.ProducedTopicNames.Should().BeEmpty();
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(1));
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(35));
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(5));

        driver.Read("out").Select(record => record.Timestamp).Should().Equal(10, 45, 50);
    }

    [Test]
    public void Wall_clock_punctuation_ignores_the_time_of_records()
    {
        using var driver = Start(PunctuationType.WallClockTime);

        driver.CreateInputTopic<string?, string?>("in").Pipe("k", "v", timestamp: 1_000_000);

        driver.ProducedTopicNames.Should().BeEmpty();
    }

    [Test]
    public void Stream_time_punctuation_fires_after_the_record_that_moves_time()
    {
        using var driver = Start(PunctuationType.StreamTime);
        var input = driver.CreateInputTopic<string?, string?>("in");

        foreach (var timestamp in (long[])[3, 9, 12, 47])
        {
            input.Pipe("k", "v", timestamp);
        }

        driver.AdvanceWallClock(TimeSpan.FromDays(1));

        driver.Read("out").Select(record => record.Timestamp).Should().Equal(3, 12, 47);
    }

    [Test]
    public void Records_wait_for_an_empty_input_as_long_as_told()
    {
        using var driver = StartIdling();

        driver.Pipe("left", "1");
        driver.ProducedTopicNames.Should().BeEmpty();
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(99));
        driver.ProducedTopicNames.Should().BeEmpty();
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(1));

        driver.ReadValues("out").Should().Equal("1");
    }

    [Test]
    public void Records_of_several_inputs_go_by_their_timestamps()
    {
        using var driver = StartIdling();
        driver.CreateInputTopic<string?, string?>("left").Pipe("k", "later", timestamp: 20);

        driver.CreateInputTopic<string?, string?>("right").Pipe("k", "earlier", timestamp: 10);
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(100));

        driver.ReadValues("out").Should().Equal("earlier", "later");
    }

    [Test]
    public void Wall_clock_cannot_go_back()
    {
        using var driver = StartIdling();

        driver.Invoking(it => it.AdvanceWallClock(TimeSpan.FromMilliseconds(-1)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("The driver's wall clock cannot go back.*");
    }

    private static TopologyTestDriver Start(PunctuationType type) => new(
        Some.Topology(stream => stream.Process(() => new Ticker(type)).To("out")),
        new TopologyTestDriverOptions { TimeProvider = new ManualTimeProvider(DateTimeOffset.UnixEpoch) });

    private static TopologyTestDriver StartIdling()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string?, string?>("left").Merge(builder.Stream<string?, string?>("right")).To("out");
        return new TopologyTestDriver(builder.Build(), new TopologyTestDriverOptions { MaxTaskIdle = TimeSpan.FromMilliseconds(100) });
    }

    private sealed class Ticker(PunctuationType type) : IProcessor<string?, string?, string?, string?>
    {
        public void Init(ProcessorContext<string?, string?> context) => context.Schedule(
            TimeSpan.FromMilliseconds(10), type, now => context.Forward(new Record<string?, string?>("tick", null, now)));

        public void Process(in Record<string?, string?> record)
        {
        }
    }
}
