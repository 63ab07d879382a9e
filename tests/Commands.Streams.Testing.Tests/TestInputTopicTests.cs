using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TestInputTopicTests : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1000);

    private readonly TopologyTestDriver _driver = new(
        Some.Topology(stream => stream.To("out")), new TopologyTestDriverOptions { TimeProvider = new ManualTimeProvider(Start) });

    [Test]
    public void Time_starts_at_the_wall_clock_and_stays_without_automatic_advance()
    {
        var input = Input();
        _driver.AdvanceWallClock(TimeSpan.FromSeconds(1));

        input.PipeValues("a", "b");

        Timestamps().Should().Equal(1000, 1000);
    }

    [Test]
    public void Record_without_timestamp_takes_the_time_and_then_advances_it()
    {
        var input = _driver.CreateInputTopic<string?, string?>("in", start: DateTimeOffset.UnixEpoch, autoAdvance: TimeSpan.FromMilliseconds(5));

        input.Pipe("a");
        input.AdvanceTime(TimeSpan.FromMilliseconds(100));
        input.Pipe("k", "b");
        input.Pipe("k", "c", Headers.Empty);

        Timestamps().Should().Equal(0, 105, 110);
    }

    [Test]
    public void Explicit_timestamp_leaves_the_time_alone()
    {
        var input = _driver.CreateInputTopic<string?, string?>("in", start: DateTimeOffset.UnixEpoch, autoAdvance: TimeSpan.FromMilliseconds(5));

        input.Pipe("k", "a", timestamp: 77);
        input.PipeRecords(new TestRecord<string?, string?>("k", "b", 78), new TestRecord<string?, string?>("k", "c"));

        Timestamps().Should().Equal(77, 78, 0);
    }

    [Test]
    public void Time_cannot_go_back()
    {
        Input().Invoking(input => input.AdvanceTime(TimeSpan.FromMilliseconds(-1)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("The time of topic 'in' cannot go back.*");
        _driver.Invoking(driver => driver.CreateInputTopic<string, string>("in", autoAdvance: TimeSpan.FromMilliseconds(-1)))
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    [Test]
    public void Topic_that_is_not_read_is_refused_with_those_that_are()
    {
        _driver.Invoking(driver => driver.CreateInputTopic<string, string>("im"))
            .Should().Throw<ArgumentException>().WithMessage("The topology does not read topic 'im'. It reads: 'in'.*");
    }

    [Test]
    public void Type_without_a_serde_is_refused()
    {
        _driver.Invoking(driver => driver.CreateInputTopic<Version, string>("in"))
            .Should().Throw<ArgumentException>().WithMessage("No serde is registered for Version, the key's type of topic 'in'.*DefaultSerdes.");
    }

    public void Dispose() => _driver.Dispose();

    private TestInputTopic<string?, string?> Input() => _driver.CreateInputTopic<string?, string?>("in");

    private IEnumerable<long?> Timestamps() => _driver.CreateOutputTopic<string?, string?>("out").ReadRecordsToList().Select(record => record.Timestamp);
}
