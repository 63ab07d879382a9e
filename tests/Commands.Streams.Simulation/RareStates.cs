using System.Globalization;

namespace Commands.Streams.SimulationRuns;

/// <summary>
/// States that a run of many seeds must come to, or the scenarios and faults no longer say anything about them: warnings of the engine by the names of
/// their events, and what the simulation sees itself.
/// </summary>
internal static class RareStates
{
    /// <summary>How many seeds it takes until none may be missing.</summary>
    private const int EnoughSeeds = 2_000;

    private static readonly string[] Required =
    [
        "Lost",
        "ProducerRenewed",
        "AbortWithHandlersInFlight",
        "LateRequest",
        "TransactionTimedOut",
        "Rejoins",
        "HandlersCancelled",
        "CommitDelayed",
        "ClusterDelayed",
        "UncleanClose",
        "Failed",
        "OutputsBlocked",
        "RecordsPurged",
        "RecordRefused",
        "LongTurn",
    ];

    /// <summary>One line with all counts, by name.</summary>
    public static string Describe(IReadOnlyDictionary<string, long> states) =>
        "States: " + string.Join(", ", states.Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Key} {state.Value}"))) + ".";

    /// <summary>The states that were never reached, although that many seeds should have reached them.</summary>
    public static IReadOnlyList<string> FindMissing(IReadOnlyDictionary<string, long> states, int seeds) =>
        seeds < EnoughSeeds ? [] : [.. Required.Where(state => !states.ContainsKey(state))];
}
