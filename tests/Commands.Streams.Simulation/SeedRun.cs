using System.Globalization;
using System.Text.Json;
using Commands.Streams.SimulationRuns.Scenarios;

namespace Commands.Streams.SimulationRuns;

/// <summary>Runs many seeds, each on one scenario in turn and on one thread, and ends with one line of JSON.</summary>
internal static class SeedRun
{
    private const int ToldViolations = 5;
    private const int SeedsBetweenLines = 50_000;

    private static readonly Lock Output = new();

    /// <summary>Parses <c>--seeds N [--first S] [--scenario NAME] [--threads T]</c>.</summary>
    /// <returns>0 if nothing was violated and every rare state was reached, 1 if not, 2 if the arguments make no sense.</returns>
    public static int Run(string[] args)
    {
        if (!TryParse(args, out var seeds, out var first, out var threads, out var scenarios))
        {
            Console.Error.WriteLine(
                "Usage: --seeds N [--first S] [--scenario NAME] [--threads T], NAME one of: " +
                $"{string.Join(", ", Catalogue.All.Select(scenario => scenario.Name))}");
            return 2;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seeds {first} to {first + (ulong)seeds - 1}."));
        var begin = TimeProvider.System.GetTimestamp();
        var totals = new Totals();
        var next = (long)first - 1;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        var seconds = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
        var processor = seeds / Environment.CpuUsage.TotalTime.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{processor:F0} seeds per second of processor time."));
        Console.WriteLine(RareStates.Describe(totals.States));
        var missing = scenarios.Count == Catalogue.All.Count ? RareStates.FindMissing(totals.States, seeds) : [];
        foreach (var state in missing)
        {
            Console.WriteLine($"NEVER REACHED: {state}. Change scenarios or faults until it is.");
        }

        var (violations, steps, crashes, rebalances) = totals;
        Console.WriteLine(JsonSerializer.Serialize(new { seeds, violations, steps, crashes, rebalances, seedsPerSecond = Math.Round(seeds / seconds, 1) }));
        return violations == 0 && missing.Count == 0 ? 0 : 1;

        void Work()
        {
            for (var seed = (ulong)Interlocked.Increment(ref next); seed < first + (ulong)seeds; seed = (ulong)Interlocked.Increment(ref next))
            {
                Run(seed, scenarios[(int)(seed % (ulong)scenarios.Count)], totals);
            }
        }
    }

    private static void Run(ulong seed, Scenario scenario, Totals totals)
    {
        var settings = scenario.Draw(seed);
        var result = scenario.Run(settings);
        if (totals.Add(result, out var runs) <= ToldViolations && result.Violation is not null)
        {
            var story = Shrinking.Tell(scenario, settings, result);
            lock (Output)
            {
                Console.WriteLine(story);
            }
        }

        if (runs % SeedsBetweenLines == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} seeds."));
        }
    }

    private static bool TryParse(string[] args, out int seeds, out ulong first, out int threads, out IReadOnlyList<Scenario> scenarios)
    {
        seeds = 0;
        first = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        threads = 1;
        scenarios = Catalogue.All;
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var text = args[i + 1];
            var isValid = args[i] switch
            {
                "--seeds" => int.TryParse(text, CultureInfo.InvariantCulture, out seeds) && seeds > 0,
                "--first" => ulong.TryParse(text, CultureInfo.InvariantCulture, out first),
                "--threads" => int.TryParse(text, CultureInfo.InvariantCulture, out threads) && threads > 0,
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
