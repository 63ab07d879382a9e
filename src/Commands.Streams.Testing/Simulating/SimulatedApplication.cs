using Commands.Streams.Clients;
using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Serialization;
using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Simulating.Disks;

namespace Commands.Streams.Testing.Simulating;

/// <summary>The application under simulation: started as in production but for its threads, and done when its group has committed all there is.</summary>
internal sealed class SimulatedApplication(Topology topology, SimulationOptions options, World world)
{
    private readonly List<BrokerTopic> _inputs = [];
    private readonly IReadOnlyList<ApplicationVersion> _versions =
        [.. new[] { topology, options.NextTopology }.OfType<Topology>().Select(version => new ApplicationVersion(version, options.Application.ApplicationId))];

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
        foreach (var version in _versions)
        {
            version.Prepare(world.Cluster);
            version.AddTopics(world, _inputs);
        }

        for (var index = 0; index < options.Instances; index++)
        {
            var instance = new SimulatedInstance(world, index, life => VersionOf(life).Prepare(world.Cluster), CreateWork, options);
            world.Instances.Add(instance);
            instance.Start();
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
    /// <returns>The worker and what it lacks; null if all of them work.</returns>
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

    /// <summary>Whoever starts again does so with the newest version; the others still run the one before.</summary>
    private ApplicationVersion VersionOf(int life) => _versions[Math.Min(life, _versions.Count) - 1];

    /// <summary>What the workers of one process share.</summary>
    private RuntimeSettings CreateSettings(Process process, Guid processId, ApplicationVersion version)
    {
        var settings = RuntimeSettingsFactory.Create(options.Application with
        {
            TimeProvider = process.Clock,
            ProcessId = processId,
            LoggerFactory = new CountingLoggerFactory(world.States, options.Application.LoggerFactory),
        });
        foreach (var topic in world.Cluster.Topics.All)
        {
            // As the preparation of topics does.
            settings.Topics.Update(topic.Name, topic.Id);
        }

        return settings with
        {
            TakeAtOnce = options.TakeAtOnce ?? settings.TakeAtOnce,
            RefillBelow = options.RefillBelow ?? settings.RefillBelow,
            Committed = new CommittedOffsets(version.Graph.InternalTopics.Keys.Select(version.Naming.InCluster).ToHashSet()),
            Task = settings.Task with { CancelsAtOnce = true },
            BackEnds = new DiskBackEnds(world.Instances[process.Instance].Disk, process),
        };
    }

    private ProcessWork CreateWork(IStreamsClient client, Process process, Guid processId, int life)
    {
        var version = VersionOf(life);
        return new ProcessWork(version, CreateSettings(process, processId, version), client, options.Application.PurgeInterval);
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
                // Also behind markers and aborted records at its end: whoever watches the lag sees none.
                if (Math.Max(CommittedOf(log), log.StartOffset) < log.EndOffset)
                {
                    return log;
                }
            }
        }

        return null;
    }

    private long CommittedOf(PartitionLog log) => world.Cluster.GetGroup(options.Application.ApplicationId).Offsets.Get(log.Partition).Offset;
}
