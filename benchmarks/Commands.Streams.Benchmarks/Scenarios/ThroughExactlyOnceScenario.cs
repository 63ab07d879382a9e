using Commands.Streams.Benchmarks.Measuring;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>The through scenario exactly-once, taking turns with at-least-once.</summary>
internal static class ThroughExactlyOnceScenario
{
    public static async Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = new Cluster(settings.Servers);
        var input = await cluster.MakeFilledTopicAsync("through-in", 2, settings.Records);
        var output = await cluster.MakeTopicAsync("through-out", 2);
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var atLeastOnce = await ThroughScenario.RunOursAsync(settings, input, output, ProcessingGuarantee.AtLeastOnce, cancellationToken);
            var exactlyOnce = await ThroughScenario.RunOursAsync(settings, input, output, ProcessingGuarantee.ExactlyOnce, cancellationToken);

            // The first round warms the compiler up, for both.
            if (round > 0)
            {
                Result.PrintRate("through", "ours", atLeastOnce, settings.Records);
                Result.PrintRate("through-exactly-once", "ours", exactlyOnce, settings.Records);
            }
        }
    }
}
