using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// What a worker does when its partitions change (semantics 2.21): those that leave are drained and committed first, those that are lost are
/// dropped, those that come are opened by the turns that follow. Runs inside the consumer's calls. Worker only.
/// </summary>
internal sealed class WorkerRebalance(
    RuntimeSettings settings, WorkerTasks tasks, TaskOpening opening, LostPositions lost, WorkerCommitter committer, string worker, Action<TimeSpan> wait)
    : IRebalanceListener
{
    private static readonly TimeSpan WaitStep = TimeSpan.FromMilliseconds(100);

    private WorkerClients? _clients;

    /// <summary>Told of each change.</summary>
    public Action<WorkerPhase>? PhaseChanged { get; set; }

    /// <summary>Whether the clients of now have been given partitions, none perhaps.</summary>
    public bool IsAssigned { get; private set; }

    /// <summary>The clients that the changes are about; null while the worker has given up its tasks, when changes mean nothing.</summary>
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
            if (clients.Producer.InTransaction)
            {
                // Committed later, what they wrote would be there without their offsets, and be written again by whoever gets them.
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

        // What is done already must not become too old, or be done again, while the rest is waited for.
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
