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
        Prepare();
        foreach (var topic in graph.SubTopologies.SelectMany(subTopology => subTopology.Sources).SelectMany(source => source.Topics))
        {
            var input = world.Cluster.Topics.Get(naming.InCluster(topic));
            _inputs.Add(input);
            if (!graph.InternalTopics.ContainsKey(topic))
            {
                world.Inputs.Add(input);
            }
        }

        foreach (var topic in graph.SubTopologies.SelectMany(subTopology => subTopology.Sinks).Select(sink => sink.Topic).OfType<string>().Distinct())
        {
            world.Outputs.Add(world.Cluster.Topics.Get(naming.InCluster(topic)));
        }

        for (var index = 0; index < options.Instances; index++)
        {
            var instance = new SimulatedInstance(world, index, Prepare, Create, options);
            world.Instances.Add(instance);
            instance.Start();
        }

        void Prepare()
        {
            using var admin = new SimulatedAdmin(world.Cluster);
            new TopicPreparation(graph, naming, 1, admin).RunAsync(CancellationToken.None).GetAwaiter().GetResult(); // the simulated admin answers at once
        }

        StreamWorker Create(SimulatedWorker worker, Guid processId, IStreamsClient client, Action wake, Action<TimeSpan> wait)
        {
            var settings = RuntimeSettingsFactory.Create(options.Application with
            {
                TimeProvider = worker.Process.Clock,
                ProcessId = processId,
                LoggerFactory = new CountingLoggerFactory(world.States, options.Application.LoggerFactory),
            });
            settings = settings with { TakeAtOnce = options.TakeAtOnce ?? settings.TakeAtOnce, RefillBelow = options.RefillBelow ?? settings.RefillBelow };
            worker.Tasks.MostBuffered = settings.RefillBelow - 1 + settings.TakeAtOnce;
            return new StreamWorker(worker.Index, settings with { TaskStarted = worker.Tasks.Add }, graph, naming, client, wake, wait);
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
        return FindIdleWorker() is null && FindOpenWork() is null;
    }

    public string DescribeOpenWork() => FindOpenWork() is { } log
        ? $"{log.Partition} is committed up to {CommittedOf(log)} of {log.EndOffset}, its last stable offset is {log.LastStableOffset}."
        : "nothing.";

    /// <summary>A worker that does not work on what its group has for it.</summary>
    /// <returns>Who it is and what it lacks; null where all work.</returns>
    public string? FindIdleWorker()
    {
        foreach (var instance in world.Instances)
        {
            foreach (var worker in instance.Workers)
            {
                if (worker.FindLack() is { } lack)
                {
                    return $"worker {worker.Index} of instance {worker.Process.Instance} {lack}";
                }
            }
        }

        return null;
    }

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
