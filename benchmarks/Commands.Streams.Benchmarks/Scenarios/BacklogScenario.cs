using System.Diagnostics;
using Commands.Streams.Benchmarks.Measuring;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>A large backlog is worked off: how fast, and how much memory the process ever took.</summary>
internal static class BacklogScenario
{
    public static async Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = new Cluster(settings.Servers);
        var topic = await cluster.MakeFilledTopicAsync("backlog", 2, settings.Records);
        GC.Collect();
        var interval = new Interval(settings.Records);
        var peak = 0L;
        var builder = new StreamsBuilder();
        var seen = 0L;
        builder.Stream<long, string>(topic).ForEach((_, _) =>
        {
            if (++seen % 100_000 == 0)
            {
                peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64);
            }

            interval.Tick();
        });
        await OurApplication.RunAsync(settings.Servers, builder.Build(), interval, ProcessingGuarantee.AtLeastOnce, cancellationToken);
        Result.Print(new
        {
            scenario = "backlog",
            variant = "ours",
            recordsPerSecond = Math.Round(settings.Records / interval.Elapsed.TotalSeconds),
            bytesPerRecord = Math.Round((double)interval.AllocatedBytes / settings.Records, 2),
            peakMegabytes = peak / (1024 * 1024),
        });
    }
}
