using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Graph;
using Commands.Streams.Processing;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime;

/// <summary>
/// The tasks of one worker: one for each sub-topology and partition number of the partitions it was given. A task ends with its last partition.
/// Worker only.
/// </summary>
internal sealed class WorkerTasks(RuntimeSettings settings, TopologyGraph graph, TopicNaming naming, Action wake)
{
    private readonly SortedDictionary<TaskId, AssignedTask> _tasks = [];
    private readonly Dictionary<string, string> _internalTopics = graph.InternalTopics.Keys.ToDictionary(naming.InCluster);
    private AssignedTask[] _snapshot = [];

    /// <summary>The tasks in the order of their ids.</summary>
    public ReadOnlySpan<AssignedTask> All => _snapshot;

    public IReadOnlyList<TopicPartition> Partitions =>
        [.. _tasks.Values.SelectMany(assigned => assigned.Task.Queues, (_, queue) => queue.TopicPartition)];

    /// <summary>Adds partitions, making tasks where there are none yet.</summary>
    public void Add(IReadOnlyList<OffsetCommit> committed, StreamsProducer producer)
    {
        foreach (var offset in committed)
        {
            var subTopology = Find(offset.Partition.Topic);
            var id = new TaskId(subTopology.Id, offset.Partition.Partition);
            if (!_tasks.TryGetValue(id, out var assigned))
            {
                var task = new StreamTask(id, graph.CreateTopology([subTopology], naming), settings.Task, producer, wake);
                assigned = new AssignedTask(task, new TaskMetricsPublisher(task.Metrics, settings.ApplicationId, id.ToString()));
                _tasks.Add(id, assigned);
                _snapshot = [.. _tasks.Values];
                task.Initialize();
                settings.TaskStarted?.Invoke(task);
            }

            assigned.Task.AddPartition(in offset);
        }
    }

    /// <summary>The tasks that some partitions belong to.</summary>
    public IReadOnlyList<StreamTask> Of(IReadOnlyList<TopicPartition> partitions) =>
        [.. _tasks.Values.Select(assigned => assigned.Task).Where(task => task.Queues.Any(queue => partitions.Contains(queue.TopicPartition)))];

    /// <summary>Takes partitions away, ending the tasks that have none left.</summary>
    public void Remove(IReadOnlyList<TopicPartition> partitions)
    {
        foreach (var (id, assigned) in _tasks.ToList())
        {
            foreach (var partition in partitions)
            {
                assigned.Task.RemovePartition(partition);
            }

            if (assigned.Task.Queues.Count == 0)
            {
                _tasks.Remove(id);
                Close(assigned);
            }
        }

        _snapshot = [.. _tasks.Values];
    }

    /// <summary>Ends all tasks at once, without a commit.</summary>
    public void Clear()
    {
        List<AssignedTask> closing = [.. _tasks.Values];
        _tasks.Clear();
        _snapshot = [];
        closing.ForEach(Close);
    }

    /// <summary>Where reading starts in a partition without a committed offset.</summary>
    public OffsetReset ResetOf(TopicPartition partition) =>
        Find(partition.Topic).FindSource(InTopology(partition.Topic))?.OffsetReset ?? settings.OffsetReset;

    private static void Close(AssignedTask assigned)
    {
        assigned.Task.Dispose();
        assigned.Metrics.Publish(default);
    }

    private SubTopology Find(string topicInCluster)
    {
        var topic = InTopology(topicInCluster);
        return graph.SubTopologies.FirstOrDefault(subTopology => subTopology.Reads(topic))
            ?? throw new InvalidOperationException($"The group gave this worker topic '{topicInCluster}', which the topology does not read.");
    }

    private string InTopology(string topicInCluster) => _internalTopics.GetValueOrDefault(topicInCluster, topicInCluster);
}
