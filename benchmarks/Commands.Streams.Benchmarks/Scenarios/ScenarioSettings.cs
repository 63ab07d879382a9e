namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>What a scenario is run with.</summary>
internal sealed record ScenarioSettings(string? BootstrapServers, long Records, int Rounds, string? Peer = null)
{
    /// <summary>The peer that can be measured beside us and the raw loop.</summary>
    public const string Streamiz = "streamiz";

    public bool HasStreamiz => Peer == Streamiz;

    public string Servers => BootstrapServers ?? throw new InvalidOperationException("This scenario needs a cluster: give --bootstrap-servers.");
}
