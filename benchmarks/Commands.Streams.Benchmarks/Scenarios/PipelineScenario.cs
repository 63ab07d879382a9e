using Commands.Streams.Benchmarks.Measuring;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>Source, filter, changed value, sink through the real task on in-memory ports: what the engine itself costs. Long keys and values.</summary>
internal static class PipelineScenario
{
    private const int BatchSize = 1000;

    /// <summary>Streamiz' driver keeps everything that is written, so it gets fewer records.</summary>
    private const long MostForStreamiz = 100_000;

    public static Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var builder = new StreamsBuilder();
        builder.Stream<long, long>("in").Filter((_, value) => value >= 0).MapValues(value => value + 1).To("out");
        using var pipeline = new InMemoryPipeline(builder.Build(), BatchSize);
        using var streamiz = new StreamizPipeline(BatchSize);
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var ours = Measure(records => pipeline.Run(records), settings.Records);
            var forStreamiz = Math.Min(settings.Records, MostForStreamiz);
            var theirs = Measure(streamiz.Run, forStreamiz);

            // The first round warms the compiler up, for both.
            if (round > 0)
            {
                Result.PrintRate("pipeline", "ours", ours, settings.Records);
                Result.PrintRate("pipeline", ScenarioSettings.Streamiz, theirs, forStreamiz);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return Task.CompletedTask;
    }

    private static Interval Measure(Action<long> run, long records)
    {
        var interval = new Interval(2);
        interval.Tick();
        run(records);
        interval.Tick();
        return interval;
    }
}
