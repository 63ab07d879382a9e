using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Far more records than a worker may hold are there from the beginning, and some of their handlers take their time.</summary>
internal sealed class FloodScenario(string name) : Scenario(name, ProcessingGuarantee.AtLeastOnce)
{
    private const int Flood = 50;
    private const int Keys = 40;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with
        {
            Records = settings.Records * Flood,
            Keys = Keys,
            Partitions = Math.Min(settings.Partitions, 2),
            QueueCapacity = Math.Max(settings.QueueCapacity, 100),
            Faults = Thin(settings.Faults),
        };
    }

    protected override bool WritesWhileRunning => false;

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input)
            .MapValuesAsync(
                async (record, _) =>
                {
                    if (record.Value % 100 == 0)
                    {
                        await work(Longest).ConfigureAwait(false);
                    }

                    return record.Value;
                },
                AsyncOptions.WithConcurrency(settings.Concurrency))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(Input, Output, Number, Number)).Concat(Direct(Poison));

    /// <summary>Per record as many as elsewhere would leave workers no time of their own.</summary>
    private static SimulationFaults Thin(SimulationFaults faults) => faults with
    {
        Crash = faults.Crash / Flood,
        Restart = faults.Restart / Flood,
        Pause = faults.Pause / Flood,
        Outage = faults.Outage / Flood,
        CutOff = faults.CutOff / Flood,
        Expulsion = faults.Expulsion / Flood,
        NewPartitions = faults.NewPartitions / Flood,
        HandlerFailure = 0,
    };
}
