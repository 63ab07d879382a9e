using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.Restoration;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Querying;
using Commands.Streams.Runtime.Rebalancing;
using Commands.Streams.Runtime.Restoring;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// One consumer, one producer and their tasks, run turn by turn: serve the group, open partitions, run each task, commit. Knows nothing of threads, so a
/// simulation can step it too. Transient failures are retried here; all others are thrown by <see cref="Step"/>.
/// </summary>
internal sealed class StreamWorker
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(10);

    // While an output is blocked, each commit waits as long as it may, so commits are less frequent.
    private static readonly TimeSpan PartialInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FlushStep = TimeSpan.FromMilliseconds(100);

    private readonly RuntimeSettings _settings;
    private readonly IStreamsClient _client;
    private readonly Action _wake;
    private readonly TopicSubscription _subscription;
    private readonly TransactionalIds _ids;
    private readonly WorkerTasks _tasks;
    private readonly RecreatedTopics _recreated;
    private readonly TaskOpening _opening;
    private readonly ChangelogReader _changelogs;
    private readonly WorkerRestoration _restoration;
    private readonly TaskTurns _turns;
    private readonly WorkBudget _budget;
    private readonly CommitSchedule _schedule;
    private readonly WorkerCommitter _committer;
    private readonly WorkerRebalance _rebalance;
    private readonly BlockedOutputs _blocked;
    private readonly WorkerRecovery _recovery;
    private readonly FailureWindow _failures;
    private readonly Pause _pause;
    private WorkerClients? _clients;
    private bool _commitPending;
    private bool _wasRestoring;

    public StreamWorker(
        int index, RuntimeSettings settings, TopologyGraph graph, TopicNaming naming, IStreamsClient client, Action wake, Action<TimeSpan> wait)
    {
        _settings = settings;
        _client = client;
        _wake = wake;
        Name = $"{settings.ApplicationId}-worker-{index}";
        _ids = new TransactionalIds($"{settings.ApplicationId}-{settings.ProcessId}-{index}");
        var sources = graph.SubTopologies.SelectMany(subTopology => subTopology.Sources).ToList();
        _subscription = new TopicSubscription(
            [.. sources.SelectMany(source => source.Topics).Distinct().Select(naming.InCluster)],
            [.. sources.Where(source => source.Pattern is not null).Select(source => source.Pattern!)]);
        _tasks = new WorkerTasks(settings, graph, naming, wake);
        _recreated = new RecreatedTopics(settings, _tasks);
        var lost = new LostPositions(settings, _tasks, _recreated, Name);
        _opening = new TaskOpening(settings, _tasks, lost, _recreated, Name);
        _budget = new WorkBudget(settings.TimeProvider);
        _turns = new TaskTurns(settings, _tasks, _budget);
        _schedule = new CommitSchedule(settings);
        _blocked = new BlockedOutputs(settings, _tasks, Name);
        _changelogs = new ChangelogReader(client, $"{Name}-restore", wake);
        _restoration = new WorkerRestoration(settings, _tasks, _changelogs, Name);
        _tasks.Restore = _restoration.Create;
        var checkpoints = new StoreCheckpoints(settings, _tasks, _changelogs, wait);
        _committer = new WorkerCommitter(settings, _tasks, checkpoints, _blocked, Name);
        _rebalance = new WorkerRebalance(settings, _tasks, _opening, lost, _committer, checkpoints, Name, wait);
        _recovery = new WorkerRecovery(settings, _tasks, _opening, Name);
        _failures = new FailureWindow(settings.TaskTimeout, settings.TimeProvider);
        _pause = new Pause(settings.TimeProvider);
        Queries = new WorkerQueries(wake);
    }

    public string Name { get; }

    /// <summary>The output partitions that do not acknowledge records. Any thread.</summary>
    public IReadOnlyList<TopicPartition> BlockedOutputs => _blocked.Known;

    /// <summary>Questions to the worker's state stores, answered between turns.</summary>
    public WorkerQueries Queries { get; }

    /// <summary>Called when the worker's phase changes.</summary>
    public Action<WorkerPhase>? PhaseChanged
    {
        get => _rebalance.PhaseChanged;
        set => _rebalance.PhaseChanged = value;
    }

    /// <summary>Runs one turn.</summary>
    /// <returns>How long the next turn may wait for a signal; zero if there is work already.</returns>
    public TimeSpan Step()
    {
        Queries.Answer(_tasks);

        // Late wake-ups from former clients and handlers must not shorten the pause before the worker joins again.
        if (_clients is null && _pause.Left is var left && left > TimeSpan.Zero)
        {
            return left;
        }

        try
        {
            return Turn(Connect());
        }
        catch (TaskFailedException exception) when (WorkerRecovery.Recovers(exception))
        {
            return Recover(exception);
        }
        catch (ClientException exception) when (exception.Kind is ClientErrorKind.Fenced or ClientErrorKind.Abortable or ClientErrorKind.ClientLost)
        {
            return Recover(new TaskMigratedException(exception.Message, exception));
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable && _failures.Failed() is { } pause)
        {
            WorkerLog.ClusterDelayed(_settings.Logger, Name, exception.Message);
            return _pause.Begin(pause);
        }
    }

    /// <summary>Ends the current turn after the current record, and all later turns likewise, because the worker is to stop. Any thread.</summary>
    public void EndTurns() => _budget.Stop();

    /// <summary>Drains, commits and leaves the group.</summary>
    public void Stop()
    {
        if (_clients is { } clients)
        {
            clients.Close(exception => WorkerLog.UncleanClose(_settings.Logger, exception, Name));
            _clients = null;
        }

        _tasks.Clear();
        _changelogs.Close();
    }

    /// <summary>Abandons all work without a commit and leaves the group, so that other members can take over at once.</summary>
    public void Abandon()
    {
        _rebalance.Attach(null);
        _opening.Clear();
        _committer.Abandon();
        _blocked.Clear();
        _tasks.Clear();
        _changelogs.Close();
        _commitPending = false;
        if (_clients is { } clients)
        {
            _clients = null;
            clients.Abort(exception => WorkerLog.UncleanClose(_settings.Logger, exception, Name));
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
        var clients = WorkerClients.Create(_client, _settings, Name, _ids, _wake);
        _rebalance.Attach(clients);
        _recreated.BeginAnew();
        _schedule.Committed();
        try
        {
            clients.Consumer.Subscribe(_subscription, _rebalance);
        }
        catch
        {
            // If it were kept, it would be polled and never get a partition.
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
        _recreated.ThrowIfAny(clients.Consumer);
        _blocked.Look(clients);
        _opening.Advance(clients);
        var isRestoring = Restore();
        if (_commitPending && !TryCommit(clients))
        {
            return ShortWait;
        }

        var now = _settings.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        _turns.Run(clients, _schedule.Left, now);
        if ((_schedule.IsDue(_budget.PerRecord) || (IsCommitRequested() && !_schedule.IsStretched)) && !TryCommit(clients))
        {
            return ShortWait;
        }

        if (_failures.IsFailing && _rebalance.IsAssigned)
        {
            _failures.WentWell(Rests());
        }

        return _turns.IsBusy || isRestoring ? TimeSpan.Zero : _turns.IsWaiting ? ShortWait : NextWait(now);
    }

    /// <summary>Restores state stores for a while.</summary>
    /// <returns>True if there is more to do at once.</returns>
    private bool Restore()
    {
        var wasActive = _restoration.IsActive;
        if (wasActive && !_wasRestoring)
        {
            PhaseChanged?.Invoke(WorkerPhase.Rebalancing);
        }

        var isBusy = wasActive && _restoration.Advance();
        if (_wasRestoring && !_restoration.IsActive && _rebalance.IsAssigned)
        {
            PhaseChanged?.Invoke(WorkerPhase.Running);
        }

        _wasRestoring = _restoration.IsActive;
        return isBusy;
    }

    private bool Rests()
    {
        foreach (var assigned in _tasks.All)
        {
            if (!assigned.Rests)
            {
                return false;
            }
        }

        return _opening.Wait is null;
    }

    private bool IsCommitRequested()
    {
        var uncommitted = 0L;
        foreach (var assigned in _tasks.All)
        {
            uncommitted += assigned.Stores.Size;
            if (assigned.Task.CommitRequested || uncommitted > _settings.StoreCacheBytes)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryCommit(WorkerClients clients)
    {
        _commitPending = !_committer.TryCommit(clients, FlushStep, out var committed);
        if (!_commitPending)
        {
            _schedule.Committed(_committer.IsPartial ? PartialInterval : TimeSpan.Zero);
        }

        if (committed)
        {
            _failures.Succeeded();
        }

        return !_commitPending;
    }

    private TimeSpan NextWait(long now)
    {
        var wait = LongestWait;
        foreach (var assigned in _tasks.All)
        {
            if (assigned.IsOnHold)
            {
                continue;
            }

            if (Math.Min(assigned.Task.NextWallClockPunctuation, assigned.Task.NextDueRecord) - now is var due && due < wait.TotalMilliseconds)
            {
                wait = TimeSpan.FromMilliseconds(due);
            }

            if (assigned.Task.CommitNeeded && !assigned.IsHeld)
            {
                wait = _schedule.Left < wait ? _schedule.Left : wait;
            }
        }

        wait = _opening.Wait is { } opening && opening < wait ? opening : wait;
        return wait < ShortestWait ? ShortestWait : wait;
    }

    private TimeSpan Recover(TaskFailedException failure)
    {
        _commitPending = false;
        if (failure is OutputsBlockedException)
        {
            // The tasks that write to the partitions track how long this has lasted; the others continue.
            if (_recovery.TryRestart(failure, _clients!, ShortWait))
            {
                return TimeSpan.Zero;
            }

            Abandon();
            return _pause.Begin(PauseAfter(failure, _failures));
        }

        // A task's history of failures is lost when the worker joins again, so failures that lead to that are counted for the worker.
        var pause = PauseAfter(failure, failure is TaskMigratedException ? _failures : _tasks.Find(failure.TaskId)?.Failures ?? _failures);
        if (_clients is { } clients && _recovery.TryRestart(failure, clients, pause))
        {
            // The tasks that have not failed continue meanwhile.
            return TimeSpan.Zero;
        }

        if (TransactionalIds.IsTaken(failure))
        {
            // If somebody else uses the id, taking it back would make both fence each other endlessly.
            _ids.Renew();
        }

        Abandon();
        return _pause.Begin(pause);
    }

    /// <exception cref="StreamsException">The failures have lasted too long.</exception>
    private TimeSpan PauseAfter(TaskFailedException failure, FailureWindow failures) => failures.Failed() ?? throw new StreamsException(
        $"{Name} has made no progress for {_settings.TaskTimeout}. The last failure: " +
        $"{failure.Message} The worker stops; {nameof(_settings.TaskTimeout)} sets how long it retries.",
        failure);
}
