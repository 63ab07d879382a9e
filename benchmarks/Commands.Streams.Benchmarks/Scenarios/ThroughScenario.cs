using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Benchmarks.Raw;
using Streamiz.Kafka.Net;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>Source, filter, changed value, sink, at-least-once, against the loop that does the same: int64 keys, string values.</summary>
internal static class ThroughScenario
{
    public static async Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = new Cluster(settings.Servers);
        var input = await cluster.MakeFilledTopicAsync("through-in", 2, settings.Records);
        var output = await cluster.MakeTopicAsync("through-out", 2);
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var ours = await RunOursAsync(settings, input, output, ProcessingGuarantee.AtLeastOnce, cancellationToken);
            var raw = new Interval(settings.Records);
            RawThrough.Run(settings.Servers, input, output, raw, cancellationToken);
            var streamiz = new Interval(settings.Records);
            if (settings.HasStreamiz)
            {
                await StreamizApplication.RunAsync(settings.Servers, streams => Describe(streams, input, output, streamiz), streamiz, cancellationToken);
            }

            // The first round warms the compiler up, for all.
            if (round > 0)
            {
                Result.PrintRate("through", "ours", ours, settings.Records);
                Result.PrintRate("through", "raw", raw, settings.Records);
                if (settings.HasStreamiz)
                {
                    Result.PrintRate("through", ScenarioSettings.Streamiz, streamiz, settings.Records);
                }
            }
        }
    }

    public static async Task<Interval> RunOursAsync(
        ScenarioSettings settings, string input, string output, ProcessingGuarantee guarantee, CancellationToken cancellationToken)
    {
        var interval = new Interval(settings.Records);
        var builder = new StreamsBuilder();
        builder.Stream<long, string>(input)
            .Filter((_, value) => value.Length > 0)
            .MapValues(value => value + "!")
            .Peek((_, _) => interval.Tick())
            .To(output);
        await OurApplication.RunAsync(settings.Servers, builder.Build(), interval, guarantee, cancellationToken);
        return interval;
    }

    private static void Describe(StreamBuilder streams, string input, string output, Interval interval) => streams.Stream<long, string>(input)
        .Filter((_, value, _) => value.Length > 0)
        .MapValues((_, value, _) => value + "!")
        .Peek((_, _, _) => interval.Tick())
        .To(output);
}
