using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Benchmarks.Raw;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>Source to a ForEach that does nothing, against a loop around Consume(): int64 keys, string values.</summary>
internal static class ConsumeScenario
{
    public static async Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = new Cluster(settings.Servers);
        var topic = await cluster.MakeFilledTopicAsync("consume", 2, settings.Records);
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var ours = new Interval(settings.Records);
            var builder = new StreamsBuilder();
            builder.Stream<long, string>(topic).ForEach((_, _) => ours.Tick());
            await OurApplication.RunAsync(settings.Servers, builder.Build(), ours, ProcessingGuarantee.AtLeastOnce, cancellationToken);
            var raw = new Interval(settings.Records);
            RawConsume.Run(settings.Servers, topic, raw, cancellationToken);
            var streamiz = new Interval(settings.Records);
            if (settings.HasStreamiz)
            {
                await StreamizApplication.RunAsync(
                    settings.Servers, streams => streams.Stream<long, string>(topic).Foreach((_, _, _) => streamiz.Tick()), streamiz, cancellationToken);
            }

            // The first round warms the compiler up, for all.
            if (round > 0)
            {
                Result.PrintRate("consume", "ours", ours, settings.Records);
                Result.PrintRate("consume", "raw", raw, settings.Records);
                if (settings.HasStreamiz)
                {
                    Result.PrintRate("consume", ScenarioSettings.Streamiz, streamiz, settings.Records);
                }
            }
        }
    }
}
