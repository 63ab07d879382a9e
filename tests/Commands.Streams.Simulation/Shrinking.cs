using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.SimulationRuns.Scenarios;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns;

/// <summary>Makes a violation smaller: fewer kinds of faults, fewer faults, fewer records, instances and workers, as long as something is still violated.</summary>
internal static class Shrinking
{
    private static readonly Func<SimulationFaults, SimulationFaults>[] WithoutOneKind =
    [
        faults => faults with { Crash = 0 },
        faults => faults with { Restart = 0 },
        faults => faults with { Pause = 0 },
        faults => faults with { Refusal = 0 },
        faults => faults with { LostAnswer = 0 },
        faults => faults with { LostAcknowledgement = 0 },
        faults => faults with { Outage = 0 },
        faults => faults with { CutOff = 0 },
        faults => faults with { Fencing = 0 },
        faults => faults with { HandlerFailure = 0 },
        faults => faults with { StuckHandler = 0 },
        faults => faults with { Expulsion = 0 },
        faults => faults with { NewPartitions = 0 },
        faults => faults with { ClockSkew = TimeSpan.Zero },
    ];

    public static string Tell(Scenario scenario, RunSettings settings, RunResult result, Func<IStreamsClient, IStreamsClient>? decorate = null)
    {
        var (smaller, smallest) = Shrink(scenario, settings, result, decorate);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"VIOLATION in scenario '{scenario.Name}', seed {settings.Seed}: {result.Violation}\nSettings: {settings}\nMade smaller ({smallest.Faults} fault(s)): {smaller}\n{smallest.Story}");
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
        foreach (var without in WithoutOneKind)
        {
            var faults = without(settings.Faults);
            if (faults != settings.Faults)
            {
                yield return settings with { Faults = faults };
            }
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
