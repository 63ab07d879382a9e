using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// An application that begins at the end of its input. Once it has begun, nothing is passed over that was written afterwards, whatever goes wrong
/// before its first commit.
/// </summary>
internal sealed class LatestScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    /// <summary>New partitions are read from their end, too.</summary>
    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with { Faults = settings.Faults with { NewPartitions = 0, Retention = 0 } };
    }

    protected override StreamsOptions Configure(RunSettings settings) => base.Configure(settings) with { OffsetReset = OffsetReset.Latest };

    protected override TimeSpan DeliveryTimeout => TimeSpan.FromSeconds(3);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input).To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) => [new NothingLost(new RecordFlow(Input, Output, Number, Number))];

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        var end = simulation.TimeProvider.GetUtcNow() + LongestStart;
        while (simulation.Cluster.GetCommittedOffsets(ApplicationId).Count < settings.Partitions)
        {
            if (simulation.TimeProvider.GetUtcNow() > end)
            {
                throw new SimulationViolationException($"After {LongestStart}, the application has not committed where it begins to read.", simulation.Tell());
            }

            simulation.Step();
        }

        base.Feed(simulation, settings);
    }
}
