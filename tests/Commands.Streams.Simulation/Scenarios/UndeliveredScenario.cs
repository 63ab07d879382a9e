using Commands.Streams.Errors;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Deliveries that fail because the cluster is away for too long, and go to the dead letters: each record shows in one of two topics before it is
/// committed. Order is not promised here, since what follows a failed delivery may arrive before it is repeated.
/// </summary>
internal sealed class UndeliveredScenario(string name) : Scenario(name, ProcessingGuarantee.AtLeastOnce)
{
    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with { Faults = settings.Faults with { Retention = 0.001 } };
    }

    protected override TimeSpan DeliveryTimeout => TimeSpan.FromSeconds(2);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input).To(Output);
        return builder.Build();
    }

    protected override StreamsOptions Configure(RunSettings settings) =>
        base.Configure(settings) with { ProductionExceptionHandler = ExceptionHandlers.DeadLetter(Dead) };

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        var flow = new RecordFlow(Input, Output, Number, Number) { OtherOutput = Dead };
        return [new CommittedWorkIsFinished(flow), new NothingLost(flow)];
    }
}
