using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// The input is deleted and created again under its name: under the running application, or while all of it is away, when somebody may also put the offsets
/// back that were committed for the old topic. What is written to the new topic is handled. The cluster has room for an anchor: without one, nobody can tell
/// an offset of the old topic from one of the new.
/// </summary>
internal sealed class RecreatedScenario(string name) : LanesScenario(name, ProcessingGuarantee.AtLeastOnce)
{
    /// <summary>Longer than it takes to look at the topics' ids.</summary>
    private static readonly TimeSpan UntilNoticed = TimeSpan.FromSeconds(90);

    /// <summary>An anchor in Base64.</summary>
    private const int LeastMetadataBytes = 60;

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with { Limits = settings.Limits with { MetadataBytes = Math.Max(settings.Limits.MetadataBytes, LeastMetadataBytes) } };
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

        var partitions = simulation.Cluster.Topics.Get(Input).Logs.Count;
        if (draw.Below(2) == 0)
        {
            simulation.RecreateTopicAndRestoreOffsets(Input, partitions);
        }
        else
        {
            simulation.Cluster.RecreateTopic(Input, partitions);
        }
    }

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        base.Feed(simulation, settings);
        simulation.Run(UntilNoticed);
    }
}
