using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Handlers that take their time, in lanes. Which of them fail is the simulation's choice; those give the negative number.</summary>
internal class LanesScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input)
            .MapValuesAsync(
                Handler(work),
                settings.Adapts ? AsyncOptions.WithAdaptiveConcurrency(1, settings.Concurrency) : AsyncOptions.WithConcurrency(settings.Concurrency))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(Input, Output, Number, Magnitude)).Concat(Direct(Poison));
}
