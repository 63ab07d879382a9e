using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// The input is deleted and created again under its name, under the running application. What is written to the new topic is handled. Nothing
/// else goes wrong: whoever commits an offset of the old topic and is gone before it knows leaves a commit that nobody can tell from one of the new topic.
/// </summary>
internal sealed class RecreatedScenario(string name) : LanesScenario(name, ProcessingGuarantee.AtLeastOnce)
{
    /// <summary>Longer than it takes to look at the topics' ids.</summary>
    private static readonly TimeSpan UntilNoticed = TimeSpan.FromMinutes(3);

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with { Faults = SimulationFaults.None };
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        [new NothingLost(new RecordFlow(Input, Output, Number, Magnitude)), new NothingLost(Poison)];

    protected override void OnHalfWritten(Simulation simulation, RunSettings settings)
    {
        var draw = new SeededRandom(settings.Seed).Fork(12);
        for (var steps = draw.Below(400); steps > 0; steps--)
        {
            simulation.Step();
        }

        simulation.Cluster.RecreateTopic(Input, settings.Partitions);
    }

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        base.Feed(simulation, settings);
        simulation.Run(UntilNoticed);
    }
}
