namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>What a scenario is run with.</summary>
internal sealed record ScenarioSettings(string? BootstrapServers, long Records, int Rounds)
{
    public string Servers => BootstrapServers ?? throw new InvalidOperationException("This scenario needs a cluster: give --bootstrap-servers.");
}
