namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>The scenarios by name.</summary>
internal static class ScenarioCatalogue
{
    private static readonly Dictionary<string, Func<ScenarioSettings, CancellationToken, Task>> Scenarios = new()
    {
        ["pipeline"] = PipelineScenario.RunAsync,
        ["consume"] = ConsumeScenario.RunAsync,
        ["through"] = ThroughScenario.RunAsync,
        ["through-exactly-once"] = ThroughExactlyOnceScenario.RunAsync,
        ["latency"] = LatencyScenario.RunAsync,
        ["backlog"] = BacklogScenario.RunAsync,
        ["concurrency"] = ConcurrencyScenario.RunAsync,
        ["avro"] = AvroScenario.RunAsync,
        ["count"] = CountScenario.RunAsync,
        ["roundtrip"] = RoundTripScenario.RunAsync,
    };

    public static IEnumerable<string> Names => Scenarios.Keys;

    public static async Task<int> Run(string name, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        if (!Scenarios.TryGetValue(name, out var scenario))
        {
            await Console.Error.WriteLineAsync($"There is no scenario '{name}'. The scenarios are: {string.Join(", ", Names)}.");
            return 2;
        }

        await scenario(settings, cancellationToken);
        return 0;
    }
}
