using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Testing;

namespace Commands.Streams.DocumentationTests.Snippets;

public class TestingSnippets
{
    [Test]
    public void Time_is_the_tests_own()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").Process(() => new Heartbeat()).To("out");
        Topology topology = builder.Build();

        // begin: test-time
        using var driver = new TopologyTestDriver(topology);
        var heartbeats = driver.CreateOutputTopic<string, string>("out");

        driver.AdvanceWallClock(TimeSpan.FromSeconds(10));

        heartbeats.ReadValue().Should().Be("alive");
        heartbeats.IsEmpty.Should().BeTrue();
        // end: test-time
    }

    private sealed class Heartbeat : IProcessor<string, string, string, string>
    {
        public void Init(ProcessorContext<string, string> context) => context.Schedule(
            TimeSpan.FromSeconds(10),
            PunctuationType.WallClockTime,
            now => context.Forward(new Record<string, string>("heartbeat", "alive", now)));

        public void Process(in Record<string, string> record)
        {
        }
    }
}
