using Commands.Streams.Clients;
using Commands.Streams.Runtime;
using Commands.Streams.Serialization;
using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Simulating;

/// <summary>The application under simulation: started as in production but for its threads, and done when its group has committed all there is.</summary>
internal sealed class SimulatedApplication(Topology topology, SimulationOptions options, World world)
{
    private readonly List<BrokerTopic> _inputs = [];
    private bool _started;
    private int _untilCheck;

    public SerdeRegistry Serdes => topology.Graph.Serdes;

    public void StartOnce()
    {
        if (_started)
        {
            return;
        }

        _started = true;
        var graph = topology.Graph;
        graph.Freeze();
        var naming = graph.CreateNaming(options.Application.ApplicationId);
        using (var admin = new SimulatedAdmin(world.Cluster))
        {
            new TopicPreparation(graph, naming, 1, admin).RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        foreach (var source in graph.SubTopologies.SelectMany(subTopology => subTopology.Sources))
        {
            _inputs.AddRange(source.Topics.Select(topic => world.Cluster.Topics.Get(naming.InCluster(topic))));
        }

        for (var index = 0; index < options.Instances; index++)
        {
            var instance = new SimulatedInstance(world, index, Create, options);
            world.Instances.Add(instance);
            instance.Start();
        }

        StreamWorker Create(Guid processId, int number, IStreamsClient client, Action wake, Action<TimeSpan> wait)
        {
            var settings = RuntimeSettingsFactory.Create(options.Application with { TimeProvider = world.Clock, ProcessId = processId });
            return new StreamWorker(number, settings, graph, naming, client, wake, wait);
        }
    }

    /// <summary>Whether everything written was processed and committed, and nothing is undecided. Looks only now and then.</summary>
    public bool IsDone()
    {
        if (_untilCheck-- > 0)
        {
            return false;
        }

        _untilCheck = 16;
        return FindOpenWork() is null;
    }

    public string DescribeOpenWork() => FindOpenWork() is { } log
        ? $"{log.Partition} is committed up to {CommittedOf(log)} of {log.EndOffset}, its last stable offset is {log.LastStableOffset}."
        : "nothing.";

    private PartitionLog? FindOpenWork()
    {
        foreach (var topic in world.Cluster.Topics.All)
        {
            foreach (var log in topic.Logs)
            {
                if (log.LastStableOffset < log.EndOffset)
                {
                    return log;
                }
            }
        }

        foreach (var topic in _inputs)
        {
            foreach (var log in topic.Logs)
            {
                if (HasRecordsFrom(log, Math.Max(CommittedOf(log), log.StartOffset)))
                {
                    return log;
                }
            }
        }

        return null;
    }

    private static bool HasRecordsFrom(PartitionLog log, long offset)
    {
        for (; offset < log.EndOffset; offset++)
        {
            if (log[offset].IsVisible(readCommitted: true))
            {
                return true;
            }
        }

        return false;
    }

    private long CommittedOf(PartitionLog log) => world.Cluster.GetGroup(options.Application.ApplicationId).Offsets.Get(log.Partition).Offset;
}
