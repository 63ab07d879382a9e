using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Rebalancing;
using Commands.Streams.Runtime.Restoring;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// A worker's task, for as long as the worker has any of its partitions. The <see cref="StreamTask"/> inside is replaced after a failure; the state stores
/// and the history of failures are kept. Worker only.
/// </summary>
internal sealed class AssignedTask
{
    private readonly List<OffsetCommit> _unopened = [];
    private readonly Func<WorkerProducer, StreamTask> _create;
    private readonly Func<TaskRestoration?> _restore;
    private readonly RuntimeSettings _settings;
    private readonly List<TopicPartition> _partitions = [];
    private readonly Dictionary<TopicPartition, long> _touched = [];
    private TaskMetricsPublisher _metrics;
    private bool _isClosed;
    private bool _areStoresClosed;

    public AssignedTask(
        Func<WorkerProducer, StreamTask> create, TaskStores stores, Func<TaskRestoration?> restore, WorkerProducer producer, RuntimeSettings settings)
    {
        _create = create;
        Stores = stores;
        _restore = restore;
        Restoration = restore();
        _settings = settings;
        Failures = new FailureWindow(settings.TaskTimeout, settings.TimeProvider);
        Create(producer);
    }

    /// <summary>The current task; it has no partitions until they are opened.</summary>
    public StreamTask Task { get; private set; }

    /// <summary>The assigned partitions, opened or not.</summary>
    public IReadOnlyList<TopicPartition> Partitions => _partitions;

    /// <summary>True if the task takes no records at present, because its output is not acknowledged.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Keeps the task from working after it has spoilt a transaction, under exactly-once; null if it has recovered since.</summary>
    public OutputHold? Hold { get; private set; }

    /// <summary>True if the task does not work at all at present.</summary>
    public bool IsOnHold => Hold is { IsOn: true };

    /// <summary>The failures caused by this task.</summary>
    public FailureWindow Failures { get; }

    /// <summary>The state stores.</summary>
    public TaskStores Stores { get; }

    /// <summary>The restoration of the state stores; null once they are complete.</summary>
    public TaskRestoration? Restoration { get; private set; }

    /// <summary>Initializes the nodes, unless they have to wait for the state stores.</summary>
    public void Initialize()
    {
        if (Restoration is null)
        {
            Task.Initialize();
        }
    }

    /// <summary>The state stores are complete: initializes the nodes and starts the partitions.</summary>
    public void OnRestored()
    {
        Restoration = null;
        Task.Initialize();
        foreach (var committed in _unopened)
        {
            Start(in committed);
        }

        _unopened.Clear();
    }

    /// <summary>Starts a partition at its committed offset, as soon as the state stores are complete.</summary>
    public void Open(in OffsetCommit committed)
    {
        if (!_partitions.Contains(committed.Partition))
        {
            _partitions.Add(committed.Partition);
        }

        if (Restoration is null)
        {
            Start(in committed);
            return;
        }

        var partition = committed.Partition;
        _unopened.RemoveAll(offset => offset.Partition == partition);
        _unopened.Add(committed);
    }

    private void Start(in OffsetCommit committed)
    {
        Task.AddPartition(in committed, _settings.Topics.IdentityOf(committed.Partition.Topic));
        if (Task.Queues.Count == 1)
        {
            _settings.TaskStarted?.Invoke(Task);
        }
    }

    /// <summary>Removes a partition.</summary>
    /// <returns>True if it was the last.</returns>
    public bool Remove(TopicPartition partition)
    {
        Task.RemovePartition(partition);
        _unopened.RemoveAll(offset => offset.Partition == partition);
        _touched.Remove(partition);
        return _partitions.Remove(partition) && _partitions.Count == 0;
    }

    /// <summary>
    /// Ends the task without a commit, so that <see cref="Restart"/> can replace it. It has recovered once everything that it had begun to process is
    /// committed, since any of that may be the cause of the failure.
    /// </summary>
    public void BeginRestart()
    {
        foreach (var queue in Task.Queues)
        {
            _touched[queue.TopicPartition] = Math.Max(_touched.GetValueOrDefault(queue.TopicPartition), queue.Next);
        }

        End();
        _unopened.Clear();
        if (_settings.ExactlyOnce)
        {
            Stores.Drop();
        }
        else
        {
            // The offsets may have been committed, although nobody has heard of it; without the writes, their records would be lost to the stores.
            Stores.Resend();
        }
    }

    /// <summary>Replaces the ended task. Its partitions must be opened again.</summary>
    /// <param name="producer">The producer.</param>
    /// <param name="isInDoubt">
    /// True if it is unknown whether the last transaction was committed, so that its writes have to be read from the changelogs.
    /// </param>
    public void Restart(WorkerProducer producer, bool isInDoubt)
    {
        if (isInDoubt && _settings.ExactlyOnce)
        {
            Restoration?.Stop();
            Restoration = _restore();
        }

        Create(producer);
        Initialize();
    }

    /// <summary>Suspends the task, because partitions that it writes to hold up the transaction.</summary>
    /// <param name="partitions">The partitions that do not acknowledge.</param>
    /// <param name="waits">True to wait before the task is tried again; false to try it at once.</param>
    /// <returns>False if this has lasted too long.</returns>
    public bool TryHold(IReadOnlyList<TopicPartition> partitions, bool waits)
    {
        Hold ??= new OutputHold(_settings.TimeProvider);
        Hold.Begin(partitions, waits);
        return Failures.Failed() is not null;
    }

    /// <summary>False if the commit in progress leaves the task out, because records in flight have written to its state stores.</summary>
    public bool IsPrepared { get; private set; } = true;

    /// <summary>Flushes the state stores before a commit.</summary>
    /// <returns>False if the task must be left out of the commit.</returns>
    public bool TryPrepareCommit()
    {
        try
        {
            return IsPrepared = Restoration is not null || Task.TryPrepareCommit();
        }
        catch (TaskFailedException exception)
        {
            exception.TaskId ??= Task.Id;
            exception.IsVerdict = false;
            throw;
        }
    }

    /// <summary>Called when the collected offsets have been committed.</summary>
    public void OnCommitted()
    {
        Task.OnCommitted();
        if (Failures.IsFailing && !IsOnHold && IsBeyondFailure())
        {
            _touched.Clear();
            OnRecovered();
        }
    }

    /// <summary>True if there is no unfinished work that might fail.</summary>
    public bool Rests => Task.Rests && Task.Queues.Count == _partitions.Count;

    /// <summary>Called after a turn without a failure.</summary>
    public void OnTurn()
    {
        _metrics.Publish(Task.Gauges);
        if (Failures.IsFailing)
        {
            Failures.WentWell(Rests);
            if (!Failures.IsFailing)
            {
                OnRecovered();
            }
        }
    }

    /// <summary>Ends the task and closes its state stores; what is not committed is lost.</summary>
    public void Close()
    {
        try
        {
            End();
        }
        finally
        {
            Restoration?.Stop();
            Restoration = null;
            CloseStores();
        }
    }

    private void CloseStores()
    {
        if (_areStoresClosed)
        {
            return;
        }

        _areStoresClosed = true;
        try
        {
            Stores.Dispose();
        }
        finally
        {
            foreach (var store in Stores.All)
            {
                _settings.BackEnds.OnClosed(store.Builder, Task.Id);
            }
        }
    }

    private void End()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Task.Dispose();
            _metrics.Publish(default);
        }
    }

    private void OnRecovered()
    {
        Failures.Succeeded();
        Hold = null;
    }

    [MemberNotNull(nameof(Task), nameof(_metrics))]
    private void Create(WorkerProducer producer)
    {
        _isClosed = false;
        Task = _create(producer);
        _metrics = new TaskMetricsPublisher(Task.Metrics, _settings.ApplicationId, Task.Id.ToString());
    }

    private bool IsBeyondFailure()
    {
        foreach (var queue in Task.Queues)
        {
            if (queue.DoneTo < _touched.GetValueOrDefault(queue.TopicPartition))
            {
                return false;
            }
        }

        return Task.Queues.Count == _partitions.Count;
    }
}
