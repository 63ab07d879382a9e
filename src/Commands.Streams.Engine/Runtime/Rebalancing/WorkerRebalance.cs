using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Restoring;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// Handles changes of a worker's partitions (section 2.21 of docs/kafka-streams-semantics.md): drains and commits before partitions are revoked, drops lost
/// ones, and leaves new ones to be opened by later turns. Runs inside the consumer's calls. Worker only.
/// </summary>
internal sealed class WorkerRebalance(
    RuntimeSettings settings,
    WorkerTasks tasks,
    TaskOpening opening,
    LostPositions lost,
    WorkerCommitter committer,
    StoreCheckpoints checkpoints,
    string worker,
    Action<TimeSpan> wait)
    : IRebalanceListener
{
    private static readonly TimeSpan WaitStep = TimeSpan.FromMilliseconds(100);

    private WorkerClients? _clients;

    /// <summary>Called when the worker's phase changes.</summary>
    public Action<WorkerPhase>? PhaseChanged { get; set; }

    /// <summary>True if the current clients have received an assignment, which may be empty.</summary>
    public bool IsAssigned { get; private set; }

    /// <summary>The clients whose partitions change; null while the worker has abandoned its tasks, when changes have no effect.</summary>
    public void Attach(WorkerClients? clients)
    {
        _clients = clients;
        IsAssigned = false;
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions)
    {
        if (_clients is null)
        {
            return;
        }

        if (partitions.Count > 0)
        {
            WorkerLog.Assigned(settings.Logger, worker, Print(partitions));
            opening.Add(partitions, wereRead: false);
        }

        IsAssigned = true;
        PhaseChanged?.Invoke(WorkerPhase.Running);
    }

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        if (_clients is not { } clients || partitions.Count == 0)
        {
            return;
        }

        WorkerLog.Revoked(settings.Logger, worker, Print(partitions));
        PhaseChanged?.Invoke(WorkerPhase.Rebalancing);
        opening.Remove(partitions);
        var leaving = tasks.Of(partitions);
        try
        {
            Drain(clients, leaving);
            Commit(clients);
            checkpoints.OnClosing(leaving);
            if (clients.Producer.InTransaction)
            {
                // Committed later, the records would be there without their offsets, and the partitions' next owner would write them again.
                throw new TaskMigratedException(
                    $"{Print(partitions)} were revoked before their finished work could be committed, so the open transaction is aborted.",
                    new InvalidOperationException("The metadata of an offset has no room for all records done beyond it."));
            }
        }
        finally
        {
            tasks.Remove(partitions);
        }

        foreach (var staying in leaving.Where(assigned => assigned.Partitions.Count > 0))
        {
            staying.Task.EndDrain();
        }
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
        if (_clients is not { } clients || partitions.Count == 0)
        {
            return;
        }

        WorkerLog.Lost(settings.Logger, worker, Print(partitions));
        PhaseChanged?.Invoke(WorkerPhase.Rebalancing);
        opening.Remove(partitions);
        tasks.Remove(partitions);
        if (clients.Producer.InTransaction)
        {
            var cause = new ClientException(ClientErrorKind.Fenced, "PARTITIONS_LOST", $"{Print(partitions)} went to other members.");
            throw new TaskMigratedException("The open transaction holds work for partitions that were lost.", cause);
        }
    }

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
    {
        if (_clients is { } clients)
        {
            lost.Handle(clients.Consumer, partition, position, logStart, logEnd);
        }
    }

    private static string Print(IReadOnlyList<TopicPartition> partitions) => string.Join(", ", partitions);

    private void Drain(WorkerClients clients, IReadOnlyList<AssignedTask> leaving)
    {
        foreach (var assigned in leaving)
        {
            assigned.Task.BeginDrain();
        }

        // Commits meanwhile, so that the transaction does not get too old, and finished work need not be repeated if the drain fails.
        var start = settings.TimeProvider.GetTimestamp();
        var schedule = new CommitSchedule(settings);
        if (Running(leaving) > 0)
        {
            committer.TryCommit(clients, WaitStep, out _);
        }

        while (Running(leaving) > 0)
        {
            if (schedule.Left <= TimeSpan.Zero && committer.TryCommit(clients, WaitStep, out _))
            {
                schedule.Committed();
            }

            foreach (var assigned in leaving)
            {
                assigned.Task.FinishHandlers();
            }

            var left = settings.DrainTimeout - settings.TimeProvider.GetElapsedTime(start);
            var running = Running(leaving);
            if (running > 0 && left <= TimeSpan.Zero)
            {
                WorkerLog.HandlersCancelled(settings.Logger, worker, running, settings.DrainTimeout);
                return;
            }

            if (running > 0)
            {
                wait(left < WaitStep ? left : WaitStep);
            }
        }
    }

    private static int Running(IReadOnlyList<AssignedTask> leaving) => leaving.Sum(assigned => assigned.Task.RunningHandlers);

    private void Commit(WorkerClients clients)
    {
        var start = settings.TimeProvider.GetTimestamp();
        while (!committer.TryCommit(clients, WaitStep, out _))
        {
            if (settings.TimeProvider.GetElapsedTime(start) >= settings.DrainTimeout)
            {
                WorkerLog.CommitDelayed(
                    settings.Logger,
                    worker,
                    $"the partitions are being revoked, and the drain timeout of {settings.DrainTimeout} has elapsed; uncommitted work is repeated elsewhere");
                return;
            }

            wait(TimeSpan.FromMilliseconds(10));
        }
    }
}
