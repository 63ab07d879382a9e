using System.Globalization;
using System.Text.Json;
using Commands.Streams.SimulationRuns.Scenarios;

namespace Commands.Streams.SimulationRuns;

/// <summary>Runs many seeds, each on one scenario in turn, and ends with one line of JSON.</summary>
internal static class SeedRun
{
    private const int ToldViolations = 5;

    /// <summary>Parses <c>--seeds N [--first S] [--scenario NAME]</c>.</summary>
    /// <returns>0 where nothing was violated, 1 where something was, 2 where the arguments make no sense.</returns>
    public static int Run(string[] args)
    {
        if (!TryParse(args, out var seeds, out var first, out var scenarios))
        {
            Console.Error.WriteLine($"Usage: --seeds N [--first S] [--scenario NAME], NAME one of: {string.Join(", ", Catalogue.All.Select(scenario => scenario.Name))}");
            return 2;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seeds {first} to {first + (ulong)seeds - 1}."));
        var begin = TimeProvider.System.GetTimestamp();
        var (violations, steps, crashes, rebalances) = (0, 0L, 0L, 0L);
        for (var seed = first; seed < first + (ulong)seeds; seed++)
        {
            var scenario = scenarios[(int)(seed % (ulong)scenarios.Count)];
            var result = scenario.Run(RunSettings.Draw(seed, scenario.Guarantee));
            steps += result.Steps;
            crashes += result.Crashes;
            rebalances += result.Rebalances;
            if (result.Violation is not null && ++violations <= ToldViolations)
            {
                Console.WriteLine(Shrinking.Tell(scenario, RunSettings.Draw(seed, scenario.Guarantee), result));
            }
        }

        var seconds = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
        var processor = seeds / Environment.CpuUsage.TotalTime.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{processor:F0} seeds per second of processor time."));
        Console.WriteLine(JsonSerializer.Serialize(new { seeds, violations, steps, crashes, rebalances, seedsPerSecond = Math.Round(seeds / seconds, 1) }));
        return violations == 0 ? 0 : 1;
    }

    private static bool TryParse(string[] args, out int seeds, out ulong first, out IReadOnlyList<Scenario> scenarios)
    {
        seeds = 0;
        first = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        scenarios = Catalogue.All;
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var text = args[i + 1];
            var isValid = args[i] switch
            {
                "--seeds" => int.TryParse(text, CultureInfo.InvariantCulture, out seeds) && seeds > 0,
                "--first" => ulong.TryParse(text, CultureInfo.InvariantCulture, out first),
                "--scenario" => (scenarios = [.. Catalogue.All.Where(scenario => scenario.Name == text)]).Count > 0,
                _ => false,
            };
            if (!isValid)
            {
                return false;
            }
        }

        return seeds > 0 && args.Length % 2 == 0;
    }
}
