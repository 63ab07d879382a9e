namespace Commands.Streams.SimulationRuns;

/// <summary>What came out of a run.</summary>
internal sealed record RunResult(
    string? Violation, string? Story, long Steps, int Crashes, int Rebalances, int Faults, ulong TraceHash, IReadOnlyDictionary<string, int> States);
