using Commands.Streams.Clients;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Instances that are stopped in order and come back, and nothing else that goes wrong: each handler ends, and is started once.</summary>
internal sealed class HandoverScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly List<long> _started = [];

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with
        {
            Faults = SimulationFaults.None with { Restart = 0.003 },
            QueueCapacity = 1_000,
            // What was done beyond an offset that was committed is done again if the commit has no room to say so.
            Limits = settings.Limits with { MetadataBytes = RunLimits.Usual.MetadataBytes },
        };
    }

    public override RunResult Run(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate = null) =>
        new HandoverScenario(Name, Guarantee).RunOnce(settings, decorate);

    /// <summary>Longer than the handlers take, although other workers go on while one waits.</summary>
    protected override StreamsOptions Configure(RunSettings settings) =>
        base.Configure(settings) with { DrainTimeout = TimeSpan.FromSeconds(20), TransactionTimeout = TimeSpan.FromSeconds(25) };

    protected override TimeSpan SessionTimeout => TimeSpan.FromMinutes(2);

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input)
            .MapValuesAsync(
                async (record, _) =>
                {
                    _started.Add(record.Value);
                    await work(Longest).ConfigureAwait(false);
                    return record.Value;
                },
                AsyncOptions.WithConcurrency(settings.Concurrency))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings) =>
        Direct(new RecordFlow(Input, Output, Number, Number)).Concat(Direct(Poison)).Append(new StartedOnce(_started));

    private RunResult RunOnce(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate) => base.Run(settings, decorate);
}
