using Commands.Streams.Clients;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// While the application is away, its group is moved to other offsets and keeps the metadata of the old ones: an earlier offset, or none. What was
/// handled may be handled again; nothing that was not is passed over.
/// </summary>
internal sealed class MirroredScenario(string name) : Scenario(name, ProcessingGuarantee.AtLeastOnce)
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
                    }
                    catch (InvalidOperationException)
                    {
                        // Which of them fail makes no difference here.
                    }

                    return record.Value;
                },
                AsyncOptions.WithConcurrency(settings.Concurrency))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) => Direct(new RecordFlow(Input, Output, Number, Number)).Concat(Direct(Poison));

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
