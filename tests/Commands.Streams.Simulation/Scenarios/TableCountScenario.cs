using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Records get other keys, go through an internal topic, and are counted on its other side.</summary>
internal sealed class TableCountScenario(string name, ProcessingGuarantee guarantee) : TableScenario(name, guarantee)
{
    private const string Counts = "counts";
    private const int Groups = 5;

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = CreateBuilder(settings);
        builder.Stream<int, long>(Input).GroupBy((_, number) => GroupOf(number)).Count(Store(Counts, settings)).ToStream().To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        yield return new GroupCountsAreRight($"{ApplicationId}-{Counts}-changelog", GroupOf, Guarantee);
        foreach (var invariant in Direct(Poison))
        {
            yield return invariant;
        }
    }

    private static int GroupOf(long number) => (int)(number % Groups);
}
