using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Handlers that take their time, in lanes. Which of them fail is the simulation's choice; those give the negative number.</summary>
internal sealed class LanesScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input)
            .MapValuesAsync(
                async (record, _) =>
                {
                    try
                    {
                        await work(Longest).ConfigureAwait(false);
                        return record.Value;
                    }
                    catch (InvalidOperationException)
                    {
                        return -record.Value;
                    }
                },
                settings.Adapts ? AsyncOptions.WithAdaptiveConcurrency(1, settings.Concurrency) : AsyncOptions.WithConcurrency(settings.Concurrency))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(Input, Output, Number, static (key, value, headers) => Math.Abs(Number(key, value, headers)!.Value))).Concat(Direct(Poison));
}
