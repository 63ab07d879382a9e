using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Processing;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime;

/// <summary>
/// One consumer, one producer and their tasks, stepped turn by turn: serve the group, take records, process, punctuate, commit. Knows no thread, so a
/// simulation may step it too. What passes by itself is tried again here; what does not comes out of <see cref="Step"/>.
/// </summary>
internal sealed class StreamWorker
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FlushStep = TimeSpan.FromMilliseconds(100);

    private readonly RuntimeSettings _settings;
    private readonly IStreamsClient _client;
    private readonly Action _wake;
    private readonly Action<TimeSpan> _wait;
    private readonly TopicSubscription _subscription;
    private readonly string _transactionalId;
    private readonly WorkerTasks _tasks;
    private readonly WorkerCommitter _committer;
    private readonly WorkerRebalance _rebalance;
    private readonly WorkBudget _budget;
    private readonly FailureWindow _failures;
    private readonly Func<TopicPartition, bool> _isAtEnd;
    private WorkerClients? _clients;
    private long _lastCommit;
    private bool _commitPending;

    public StreamWorker(
        int index, RuntimeSettings settings, TopologyGraph graph, TopicNaming naming, IStreamsClient client, Action wake, Action<TimeSpan> wait)
    {
        _settings = settings;
        _client = client;
        _wake = wake;
        _wait = wait;
        Name = $"{settings.ApplicationId}-worker-{index}";
        _transactionalId = $"{settings.ApplicationId}-{settings.ProcessId}-{index}";
        var sources = graph.SubTopologies.SelectMany(subTopology => subTopology.Sources).ToList();
        _subscription = new TopicSubscription(
            [.. sources.SelectMany(source => source.Topics).Distinct().Select(naming.InCluster)],
            [.. sources.Where(source => source.Pattern is not null).Select(source => source.Pattern!)]);
        _tasks = new WorkerTasks(settings, graph, naming, wake);
        _committer = new WorkerCommitter(settings, _tasks, Name);
        _rebalance = new WorkerRebalance(settings, _tasks, _committer, Name, wait);
        _budget = new WorkBudget(settings.TimeProvider);
        _failures = new FailureWindow(settings.TaskTimeout, settings.TimeProvider);
        _isAtEnd = partition => _clients!.Consumer.IsAtEnd(partition);
    }

    public string Name { get; }

    /// <summary>Told how far the worker has come.</summary>
    public Action<WorkerPhase>? PhaseChanged
    {
        get => _rebalance.PhaseChanged;
        set => _rebalance.PhaseChanged = value;
    }

    /// <summary>One turn.</summary>
    /// <returns>How long the next one may wait for a signal; zero where there is work already.</returns>
    public TimeSpan Step()
    {
        try
        {
            return Turn(Connect());
        }
        catch (TaskCorruptedException exception)
        {
            return Recover(exception, ResetTasks);
        }
        catch (ProducerLostException exception)
        {
            return Recover(exception, RenewProducer);
        }
        catch (TaskMigratedException exception)
        {
            return Recover(exception, Rejoin);
        }
        catch (ClientException exception) when (exception.Kind is ClientErrorKind.Fenced or ClientErrorKind.Abortable or ClientErrorKind.ClientLost)
        {
            return Recover(new TaskMigratedException(exception.Message, exception), Rejoin);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable && _failures.Failed() is { } pause)
        {
            WorkerLog.ClusterDelayed(_settings.Logger, Name, exception.Message);
            return pause;
        }
    }

    /// <summary>Drains, commits and leaves the group.</summary>
    public void Stop()
    {
        if (_clients is { } clients)
        {
            clients.Close(exception => WorkerLog.UncleanClose(_settings.Logger, exception, Name));
            _clients = null;
        }

        _tasks.Clear();
    }

    /// <summary>Gives everything up without a commit and leaves the group, so that others may take over at once.</summary>
    public void Abandon()
    {
        _rebalance.Attach(null);
        _tasks.Clear();
        _commitPending = false;
        if (_clients is { } clients)
        {
            _clients = null;
            try
            {
                clients.Producer.TryAbortTransaction(_settings.TransactionTimeout);
            }
            catch (TaskFailedException exception)
            {
                WorkerLog.UncleanClose(_settings.Logger, exception, Name);
            }

            clients.Close(exception => WorkerLog.UncleanClose(_settings.Logger, exception, Name));
        }
    }

    private WorkerClients Connect()
    {
        if (_clients is { } connected)
        {
            return connected;
        }

        PhaseChanged?.Invoke(WorkerPhase.Starting);
        var clients = WorkerClients.Create(_client, _settings, Name, _transactionalId, _wake);
        _rebalance.Attach(clients);
        _lastCommit = _settings.TimeProvider.GetTimestamp();
        try
        {
            clients.Consumer.Subscribe(_subscription, _rebalance);
        }
        catch
        {
            // Kept, it would be polled and never get a partition.
            _rebalance.Attach(null);
            clients.Close(exception => WorkerLog.UncleanClose(_settings.Logger, exception, Name));
            throw;
        }

        _clients = clients;
        return clients;
    }

    private TimeSpan Turn(WorkerClients clients)
    {
        clients.Consumer.Poll();
        clients.Producer.Poll();
        if (_commitPending && !TryCommit(clients))
        {
            return ShortWait;
        }

        _budget.BeginTurn();
        var now = _settings.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var busy = false;
        var waiting = false;
        var most = 0;
        foreach (var assigned in _tasks.All)
        {
            var task = assigned.Task;
            busy |= task.FinishHandlers();
            busy |= Fill(task, clients.Consumer);
            task.UpdateReadiness(_isAtEnd, now);
            var processed = task.Process(_budget.Records);
            most = Math.Max(most, processed);
            busy |= processed > 0 | task.PunctuateStreamTime() | task.PunctuateWallClock(now);
            waiting |= processed == 0 && task.IsWaitingForInput;
            assigned.Metrics.Publish(task.Gauges);
        }

        _budget.EndTurn(most);
        if (IsCommitDue() && !TryCommit(clients))
        {
            return ShortWait;
        }

        return busy ? TimeSpan.Zero : waiting ? ShortWait : NextWait(now);
    }

    /// <summary>Takes records for a task.</summary>
    /// <returns>Whether it looks through records before it begins and there may be more of them.</returns>
    private bool Fill(StreamTask task, IStreamConsumer consumer)
    {
        var scanned = false;
        foreach (var queue in task.Queues)
        {
            if (queue.IsScanning)
            {
                scanned |= PendingScan.Advance(task, queue, consumer, _settings.TakeAtOnce);
            }
            else if (queue.Buffered < _settings.RefillBelow && consumer.Take(queue.TopicPartition, _settings.TakeAtOnce) is { } batch)
            {
                task.AddRecords(queue, batch);
            }
        }

        return scanned;
    }

    private bool IsCommitDue()
    {
        foreach (var assigned in _tasks.All)
        {
            if (assigned.Task.CommitRequested)
            {
                return true;
            }
        }

        return _settings.TimeProvider.GetElapsedTime(_lastCommit) >= _settings.CommitInterval;
    }

    private bool TryCommit(WorkerClients clients)
    {
        _commitPending = !_committer.TryCommit(clients, FlushStep);
        if (!_commitPending)
        {
            _lastCommit = _settings.TimeProvider.GetTimestamp();
            _failures.Succeeded();
        }

        return !_commitPending;
    }

    private TimeSpan NextWait(long now)
    {
        var wait = LongestWait;
        foreach (var assigned in _tasks.All)
        {
            if (Math.Min(assigned.Task.NextWallClockPunctuation, assigned.Task.NextDueRecord) - now is var due && due < wait.TotalMilliseconds)
            {
                wait = TimeSpan.FromMilliseconds(Math.Max(due, 1));
            }

            if (assigned.Task.CommitNeeded)
            {
                var untilCommit = _settings.CommitInterval - _settings.TimeProvider.GetElapsedTime(_lastCommit);
                wait = untilCommit < wait ? untilCommit : wait;
            }
        }

        return wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;
    }

    private TimeSpan Recover(TaskFailedException failure, Action<TaskFailedException> recovery)
    {
        if (_failures.Failed() is not { } pause)
        {
            throw new StreamsException(
                $"{Name} has made no progress for {_settings.TaskTimeout}. The last failure: {failure.Message} It gives up; {nameof(_settings.TaskTimeout)} says how long it tries.",
                failure);
        }

        StreamsMeter.Restarts.Add(1, new KeyValuePair<string, object?>("commands.streams.application.id", _settings.ApplicationId));
        _commitPending = false;
        try
        {
            recovery(failure);
        }
        catch (TaskMigratedException migrated)
        {
            Rejoin(migrated);
        }

        return pause;
    }

    /// <summary>The partitions are still ours: back to what was committed.</summary>
    private void ResetTasks(TaskFailedException reason)
    {
        WorkerLog.TasksReset(_settings.Logger, reason, Name);
        Restart(static (clients, settings) =>
        {
            if (!clients.Producer.TryAbortTransaction(settings.TransactionTimeout))
            {
                clients.RenewProducer();
            }
        });
    }

    /// <summary>The partitions are still ours, the producer is not: back to what was committed with a new one.</summary>
    private void RenewProducer(TaskFailedException reason)
    {
        WorkerLog.ProducerRenewed(_settings.Logger, reason, Name);
        Restart(static (clients, _) => clients.RenewProducer());
    }

    private void Restart(Action<WorkerClients, RuntimeSettings> mend)
    {
        var clients = _clients ?? throw new InvalidOperationException($"{Name} has no clients.");
        var partitions = _tasks.Partitions;
        _tasks.Clear();
        try
        {
            mend(clients, _settings);
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            throw new TaskMigratedException($"A new producer could not be made: {exception.Message}", exception);
        }

        if (partitions.Count > 0)
        {
            _rebalance.Start(clients, partitions, rewind: true);
        }
    }

    /// <summary>Nothing is ours any more: new clients join at the next turn.</summary>
    private void Rejoin(TaskFailedException reason)
    {
        WorkerLog.Rejoins(_settings.Logger, reason, Name);
        Abandon();
    }
}
