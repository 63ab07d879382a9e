using System.Buffers.Binary;
using Commands.Streams.Clients;
using Commands.Streams.Processors;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// One partition of the output has no leader for longer than a delivery may take, and nothing else goes wrong: what has to do with the other partitions goes
/// on and is done once, no turn is held up for long, and what waited is done when the leader is back.
/// </summary>
internal sealed class LeaderlessScenario(string name) : Scenario(name, ProcessingGuarantee.AtLeastOnce)
{
    private const int Away = 0;
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(14);

    private readonly List<long> _started = [];

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return settings with
        {
            Instances = 1,
            Workers = 1,
            Partitions = Math.Max(settings.Partitions, 2),
            Keys = 12,
            Faults = SimulationFaults.None,
            Limits = settings.Limits with { MetadataBytes = RunLimits.Usual.MetadataBytes },
        };
    }

    public override RunResult Run(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate = null) =>
        new LeaderlessScenario(Name).RunOnce(settings, decorate);

    protected override TimeSpan DeliveryTimeout => TimeSpan.FromSeconds(10);

    /// <summary>Each record whose handler has ended may wait 2 s for room, and a commit waits 2.1 s for acknowledgements.</summary>
    protected override TimeSpan LongestTurnOf(RunSettings settings) => TimeSpan.FromSeconds(3) + (TimeSpan.FromSeconds(2) * (settings.Concurrency + 1));

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work)
    {
        var builder = new StreamsBuilder();
        var handle = Handler(work);
        builder.Stream<int, long>(Input)
            .MapValuesAsync(
                (record, token) =>
                {
                    if (Murmur2.Partition(Serialize(record.Key), settings.Partitions) != Away)
                    {
                        _started.Add(record.Value);
                    }

                    return handle(record, token);
                },
                AsyncOptions.WithConcurrency(settings.Concurrency))
            .To(Output);
        return builder.Build();
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        var flow = new RecordFlow(Input, Output, Number, Magnitude);
        yield return new CommittedWorkIsFinished(flow);
        yield return new NothingLost(flow);
        if (settings.QueueCapacity > settings.Records)
        {
            // What waits for the partition leaves room for the others.
            yield return new StartedOnce(_started);
        }
    }

    protected override void OnHalfWritten(Simulation simulation, RunSettings settings)
    {
        var log = simulation.Cluster.Topics.Get(Output).Logs[Away];
        log.AwayUntil = simulation.Cluster.TimeProvider.GetUtcNow() + LongestAway;
    }

    protected override void Feed(Simulation simulation, RunSettings settings)
    {
        base.Feed(simulation, settings);
        simulation.Run(LongestAway);
    }

    private static byte[] Serialize(int key)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, key);
        return bytes;
    }

    private RunResult RunOnce(RunSettings settings, Func<IStreamsClient, IStreamsClient>? decorate) => base.Run(settings, decorate);
}
