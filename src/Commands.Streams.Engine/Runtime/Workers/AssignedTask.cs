using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Rebalancing;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// A task of a worker, for as long as the worker has any of its partitions: what does work in it may be made anew, when it has failed, and what it
/// knows of its failures stays. Worker only.
/// </summary>
internal sealed class AssignedTask
{
    private readonly Func<WorkerProducer, StreamTask> _create;
    private readonly RuntimeSettings _settings;
    private readonly List<TopicPartition> _partitions = [];
    private readonly Dictionary<TopicPartition, long> _touched = [];
    private TaskMetricsPublisher _metrics;
    private bool _isClosed;

    public AssignedTask(Func<WorkerProducer, StreamTask> create, WorkerProducer producer, RuntimeSettings settings)
    {
        _create = create;
        _settings = settings;
        Failures = new FailureWindow(settings.TaskTimeout, settings.TimeProvider);
        Create(producer);
    }

    /// <summary>The task itself; without partitions until they are opened.</summary>
    public StreamTask Task { get; private set; }

    /// <summary>Its partitions, opened or not.</summary>
    public IReadOnlyList<TopicPartition> Partitions => _partitions;

    /// <summary>Whether it takes no records for the moment, because what it has written is not acknowledged.</summary>
    public bool IsHeld { get; set; }

    /// <summary>What keeps it from working, exactly-once, since it spoilt the transaction; null if nothing has since it last went well.</summary>
    public OutputHold? Hold { get; private set; }

    /// <summary>Whether it does not work at all for the moment.</summary>
    public bool IsOnHold => Hold is { IsOn: true };

    /// <summary>What is done about failures that are its own.</summary>
    public FailureWindow Failures { get; }

    /// <summary>Initializes its nodes.</summary>
    public void Initialize() => Task.Initialize();

    /// <summary>Reads a partition from its committed offset on.</summary>
    public void Open(in OffsetCommit committed)
    {
        if (!_partitions.Contains(committed.Partition))
        {
            _partitions.Add(committed.Partition);
        }

        Task.AddPartition(in committed, _settings.Topics.IdentityOf(committed.Partition.Topic));
        if (Task.Queues.Count == 1)
        {
            _settings.TaskStarted?.Invoke(Task);
        }
    }

    /// <summary>Takes a partition away.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Remove(TopicPartition partition)
    {
        Task.RemovePartition(partition);
        _touched.Remove(partition);
        return _partitions.Remove(partition) && _partitions.Count == 0;
    }

    /// <summary>
    /// Ends the task without a commit, to make it anew with <see cref="Restart"/>. It has recovered once everything is committed that it had begun to work
    /// on, since any of that may be what it fails on.
    /// </summary>
    public void BeginRestart()
    {
        foreach (var queue in Task.Queues)
        {
            _touched[queue.TopicPartition] = Math.Max(_touched.GetValueOrDefault(queue.TopicPartition), queue.Next);
        }

        Close();
    }

    /// <summary>Makes the task anew. Its partitions must be opened again.</summary>
    public void Restart(WorkerProducer producer)
    {
        Create(producer);
        Initialize();
    }

    /// <summary>Partitions that it writes to hold up the transaction: it works no more until it is tried again.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="waits">Whether it waits; if not, it is tried again at once.</param>
    /// <returns>False if that has lasted too long.</returns>
    public bool TryHold(IReadOnlyList<TopicPartition> partitions, bool waits)
    {
        Hold ??= new OutputHold(_settings.TimeProvider);
        Hold.Begin(partitions, waits);
        return Failures.Failed() is not null;
    }

    /// <summary>What was collected is committed.</summary>
    public void OnCommitted()
    {
        Task.OnCommitted();
        if (Failures.IsFailing && !IsOnHold && IsBeyondFailure())
        {
            _touched.Clear();
            OnRecovered();
        }
    }

    /// <summary>Whether nothing is in hand that might fail.</summary>
    public bool Rests => Task.Rests && Task.Queues.Count == _partitions.Count;

    /// <summary>A turn went well.</summary>
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

    /// <summary>Ends the task.</summary>
    public void Close()
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
