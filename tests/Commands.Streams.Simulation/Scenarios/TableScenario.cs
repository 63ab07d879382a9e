using Commands.Streams.State;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Scenarios with tables and aggregations: every other seed keeps stores on a simulated disk that outlives processes, every third does without caches.
/// </summary>
internal abstract class TableScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    /// <summary>The same faults as in <see cref="CountScenario"/>, for the same reasons.</summary>
    public override RunSettings Draw(ulong seed)
    {
        var drawn = base.Draw(seed);
        var faults = drawn.Faults with { NewPartitions = 0, Retention = 0 };
        return drawn with
        {
            Faults = Guarantee == ProcessingGuarantee.ExactlyOnce ? faults : faults with { Pause = 0, CutOff = 0, Outage = 0, LateRequest = 0 },
        };
    }

    protected static StreamsBuilder CreateBuilder(RunSettings settings) =>
        new() { DefaultStoreType = settings.Variant % 2 == 0 ? StoreType.Persistent : StoreType.InMemory };

    /// <summary>The store of an aggregation.</summary>
    protected static Materialized<int, long?> Store(string name, RunSettings settings)
    {
        var materialized = Materialized.As<int, long?>(name);
        return settings.Variant % 3 == 0 ? materialized.WithCachingDisabled() : materialized;
    }
}
