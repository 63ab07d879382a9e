using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Another process fences the producers of this one again and again: a worker that makes no progress gives up when its time is over, instead of
/// handling the same commands for ever. Nothing is lost when the other process is gone.
/// </summary>
internal sealed class HopelessScenario(string name) : Scenario(name, ProcessingGuarantee.ExactlyOnce)
{
    private static readonly TimeSpan TaskTimeout = TimeSpan.FromSeconds(5);

    // Three times what a run takes: a worker that never rests keeps the clock from moving.
    private const int MostSteps = 5_000;

    private bool _hasGivenUp;

    public override RunSettings Draw(ulong seed) => base.Draw(seed) with
    {
        Instances = 1,
        Workers = 1,
        Records = 5,
        Faults = SimulationFaults.None with { Fencing = 0.9 },
    };

    public override RunResult Run(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate = null) =>
        new HopelessScenario(Name).RunOnce(settings, decorate);

    protected override StreamsOptions Configure(RunSettings settings) => base.Configure(settings) with { TaskTimeout = TaskTimeout };

    protected override bool WritesWhileRunning => false;

    /// <summary>To give up is one thing, to fail of something is another.</summary>
    protected override bool AllowsFailure(Exception exception)
    {
        _hasGivenUp |= exception.GetType() == typeof(StreamsException);
        return exception.GetType() == typeof(StreamsException);
    }

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input).To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) => Direct(new RecordFlow(Input, Output, Number, Number));

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        base.Feed(simulation, settings);
        var end = simulation.TimeProvider.GetUtcNow() + (3 * TaskTimeout);
        for (var steps = 0; !_hasGivenUp && steps < MostSteps && simulation.TimeProvider.GetUtcNow() < end; steps++)
        {
            simulation.Step();
        }

        if (!_hasGivenUp && settings.Faults.Fencing > 0)
        {
            throw new SimulationViolationException($"No worker has given up, although none has made progress for {3 * TaskTimeout}.", simulation.Tell());
        }
    }

    private RunResult RunOnce(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate) => base.Run(settings, decorate);
}
