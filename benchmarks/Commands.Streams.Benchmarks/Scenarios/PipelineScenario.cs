using Commands.Streams.Benchmarks.Measuring;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>Source, filter, changed value, sink through the real task on in-memory ports: what the engine itself costs. Long keys and values.</summary>
internal static class PipelineScenario
{
    private const int BatchSize = 1000;

    public static Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var builder = new StreamsBuilder();
        builder.Stream<long, long>("in").Filter((_, value) => value >= 0).MapValues(value => value + 1).To("out");
        using var pipeline = new InMemoryPipeline(builder.Build(), BatchSize);
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var interval = new Interval(2);
            interval.Tick();
            pipeline.Run(settings.Records);
            interval.Tick();

            // The first round warms the compiler up.
            if (round > 0)
            {
                Result.PrintRate("pipeline", "ours", interval, settings.Records);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return Task.CompletedTask;
    }
}
