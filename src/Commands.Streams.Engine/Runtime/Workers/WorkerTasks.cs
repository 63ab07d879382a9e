using Commands.Streams.Clients;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Restoring;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// The tasks of one worker, one for each sub-topology and partition number among its partitions. A task ends with its last partition. Worker only.
/// </summary>
internal sealed class WorkerTasks(RuntimeSettings settings, TopologyGraph graph, TopicNaming naming, Action wake)
{
    private readonly SortedDictionary<TaskId, AssignedTask> _tasks = [];
    private readonly Dictionary<string, string> _internalTopics = graph.InternalTopics.Keys.ToDictionary(naming.InCluster);
    private AssignedTask[] _snapshot = [];

    /// <summary>The tasks, ordered by id.</summary>
    public ReadOnlySpan<AssignedTask> All => _snapshot;

    /// <summary>Creates the restoration of a task's state stores; it returns null if there is nothing to restore.</summary>
    public Func<TaskId, TaskStores, TaskRestoration?>? Restore { get; set; }

    /// <summary>Adds a partition, creating its task if the worker does not have it.</summary>
    /// <returns>False if another worker of the process still has the task's state stores, which it closes soon.</returns>
    public bool TryOpen(in OffsetCommit committed, WorkerProducer producer)
    {
        var subTopology = FindSubTopology(committed.Partition.Topic);
        var id = new TaskId(subTopology.Id, committed.Partition.Partition);
        if (!_tasks.TryGetValue(id, out var assigned))
        {
            if (TryOpenStores(subTopology, id) is not { } stores)
            {
                return false;
            }

            assigned = new AssignedTask(
                newest => new StreamTask(id, graph.CreateTopology([subTopology], naming), settings.Task, newest, wake, stores),
                stores,
                () => Restore?.Invoke(id, stores),
                producer,
                settings);
            _tasks.Add(id, assigned);
            _snapshot = [.. _tasks.Values];
            ShareCache();
            assigned.Initialize();
        }

        assigned.Open(in committed);
        return true;
    }

    /// <summary>Returns the task with an id, or null.</summary>
    public AssignedTask? Find(TaskId? id) => id is { } given ? _tasks.GetValueOrDefault(given) : null;

    /// <summary>Returns the tasks that own any of the given partitions.</summary>
    public IReadOnlyList<AssignedTask> Of(IReadOnlyList<TopicPartition> partitions) =>
        [.. _tasks.Values.Where(assigned => assigned.Partitions.Any(partitions.Contains))];

    /// <summary>Removes partitions, and ends the tasks that have none left.</summary>
    public void Remove(IReadOnlyList<TopicPartition> partitions)
    {
        List<AssignedTask> ended = [];
        foreach (var (id, assigned) in _tasks.ToList())
        {
            foreach (var partition in partitions)
            {
                if (assigned.Remove(partition))
                {
                    _tasks.Remove(id);
                    ended.Add(assigned);
                }
            }
        }

        _snapshot = [.. _tasks.Values];
        ended.ForEach(Close);
    }

    /// <summary>Ends all tasks at once, without a commit.</summary>
    public void Clear()
    {
        List<AssignedTask> ended = [.. _tasks.Values];
        _tasks.Clear();
        _snapshot = [];
        ended.ForEach(Close);
    }

    /// <summary>
    /// Returns where reading starts in a partition without a committed offset. A recreated topic is read from its beginning, because all its records are new.
    /// </summary>
    public OffsetReset ResetOf(TopicPartition partition) => settings.Topics.IsCreatedAgain(partition.Topic)
        ? OffsetReset.Earliest
        : FindSubTopology(partition.Topic).FindSource(InTopology(partition.Topic))?.OffsetReset ?? settings.OffsetReset;

    /// <summary>Ends a task. An exception is only logged, because the other tasks must be ended and their partitions released too.</summary>
    private void Close(AssignedTask assigned)
    {
        try
        {
            assigned.Close();
        }
        catch (Exception exception)
        {
            WorkerLog.TaskNotClosed(settings.Logger, exception, assigned.Task.Id);
        }
    }

    /// <summary>Gives each persistent store an equal share of the worker's cache.</summary>
    private void ShareCache()
    {
        List<TaskStore> persistent = [];
        foreach (var assigned in _snapshot)
        {
            foreach (var store in assigned.Stores.All)
            {
                if (store.Staged.Store.IsPersistent)
                {
                    persistent.Add(store);
                }
            }
        }

        persistent.ForEach(store => store.Staged.CacheBytes = settings.StoreCacheBytes / persistent.Count);
    }

    private TaskStores? TryOpenStores(SubTopology subTopology, TaskId task)
    {
        var opened = new Dictionary<StoreBuilder, IBytesStore>();
        try
        {
            foreach (var store in subTopology.Stores.Select(name => graph.Stores[name]))
            {
                if (settings.BackEnds.TryOpen(store, task) is not { } bytes)
                {
                    CloseAll();
                    return null;
                }

                opened.Add(store, bytes);
            }

            return graph.CreateStores([subTopology], store => opened[store]);
        }
        catch
        {
            CloseAll();
            throw;
        }

        void CloseAll()
        {
            foreach (var (store, bytes) in opened)
            {
                bytes.Dispose();
                settings.BackEnds.OnClosed(store, task);
            }
        }
    }

    private SubTopology FindSubTopology(string topicInCluster)
    {
        var topic = InTopology(topicInCluster);
        return graph.SubTopologies.FirstOrDefault(subTopology => subTopology.Reads(topic))
            ?? throw new InvalidOperationException($"The group assigned topic '{topicInCluster}' to this worker, but the topology does not read it.");
    }

    private string InTopology(string topicInCluster) => _internalTopics.GetValueOrDefault(topicInCluster, topicInCluster);
}
