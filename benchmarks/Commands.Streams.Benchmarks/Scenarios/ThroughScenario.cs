using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Benchmarks.Raw;

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

            // The first round warms the compiler up, for both.
            if (round > 0)
            {
                Result.PrintRate("through", "ours", ours, settings.Records);
                Result.PrintRate("through", "raw", raw, settings.Records);
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
}
