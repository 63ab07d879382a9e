using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.SimulationRuns.Scenarios;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns;

/// <summary>
/// Makes a violation smaller: fewer kinds of faults, fewer faults, fewer records, instances and workers, as long as something is still violated.
/// </summary>
internal static class Shrinking
{
    public static string Tell(Scenario scenario, RunSettings settings, RunResult result, Func<IStreamsClient, IStreamsClient>? decorate = null)
    {
        var (smaller, smallest) = Shrink(scenario, settings, result, decorate);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"VIOLATION in scenario '{scenario.Name}', seed {settings.Seed}: {result.Violation}\nSettings: {settings}\nMade smaller " +
            $"({smallest.Faults} fault(s)): {smaller}\n{smallest.Story}");
    }

    public static (RunSettings Settings, RunResult Result) Shrink(
        Scenario scenario, RunSettings settings, RunResult result, Func<IStreamsClient, IStreamsClient>? decorate)
    {
        var before = (settings, result);
        do
        {
            before = (settings, result);
            foreach (var candidate in Candidates(settings, result))
            {
                var tried = scenario.Run(candidate, decorate);
                if (tried.Violation is not null)
                {
                    (settings, result) = (candidate, tried);
                    break;
                }
            }
        }
        while (settings != before.settings);

        return (settings, result);
    }

    private static IEnumerable<RunSettings> Candidates(RunSettings settings, RunResult result)
    {
        foreach (var faults in Shrinker.Fewer(settings.Faults))
        {
            yield return settings with { Faults = faults };
        }

        if (result.Faults > 0)
        {
            yield return settings with { MaxFaults = result.Faults / 2 };
            yield return settings with { MaxFaults = result.Faults - 1 };
        }

        if (settings.Records > 1)
        {
            yield return settings with { Records = settings.Records / 2 };
            yield return settings with { Records = settings.Records - 1 };
        }

        if (settings.Instances > 1)
        {
            yield return settings with { Instances = settings.Instances - 1 };
        }

        if (settings.Workers > 1)
        {
            yield return settings with { Workers = settings.Workers - 1 };
        }

        if (settings.Partitions > 1)
        {
            yield return settings with { Partitions = settings.Partitions - 1 };
        }
    }
}
