using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Two sub-topologies with a repartition topic between them; the new key says more than the old one, so order stays.</summary>
internal sealed class RepartitionScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const string Between = "app-by-number-repartition";
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromSeconds(6);

    protected override StreamsOptions Configure(RunSettings settings) => base.Configure(settings) with { PurgeInterval = PurgeInterval };

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        builder.Stream<int, long>(Input)
            .SelectKey((key, value) => key * 2 + (int)(value % 2))
            .Repartition(Repartitioned.As<int, long>("by-number").WithPartitions(settings.Partitions))
            .To(Output);
        return builder.Build();
    }

    /// <summary>What is committed is deleted from the application's own topic, whoever has committed it.</summary>
    protected override void CheckAfterwards(Simulation simulation)
    {
        simulation.Run(3 * PurgeInterval);
        foreach (var log in simulation.Cluster.Topics.Get(Between).Logs)
        {
            if (log.StartOffset == 0 && log.EndOffset > 0)
            {
                throw new SimulationViolationException(
                    $"Never purged: {log.Partition} still has its first records, although all of them are committed.", simulation.Tell());
            }
        }
    }

    /// <summary>What is committed is deleted between the two, so it is not looked for there at the end.</summary>
    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        var whole = new RecordFlow(Input, Output, Number, Number);
        yield return new CommittedWorkIsFinished(new RecordFlow(Input, Between, Number, Number));
        yield return new NothingLost(whole);
        yield return new NothingInvented(whole);
        foreach (var invariant in Direct(new RecordFlow(Between, Output, Number, Number)).Concat(Direct(Poison)))
        {
            yield return invariant;
        }
    }
}
