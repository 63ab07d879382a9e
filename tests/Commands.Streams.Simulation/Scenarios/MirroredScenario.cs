using Commands.Streams.Clients;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// While the application is away, its group is moved to other offsets and keeps the metadata of the old ones: an earlier offset, or none. What was
/// handled may be handled again; nothing that was not is passed over.
/// </summary>
internal sealed class MirroredScenario(string name) : LanesScenario(name, ProcessingGuarantee.AtLeastOnce)
{
    protected override void OnHalfWritten(Simulation simulation, RunSettings settings)
    {
        var draw = new SeededRandom(settings.Seed).Fork(12);
        for (var steps = draw.Below(400); steps > 0; steps--)
        {
            simulation.Step();
        }

        simulation.MoveOffsets(commit => commit with { Offset = draw.Below(4) == 0 ? Offsets.Unknown : draw.Below((int)commit.Offset + 1) });
    }
}
