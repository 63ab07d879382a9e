using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Restarts tasks after a transient failure, and only those that have to be restarted: under at-least-once, the task that failed; under exactly-once, also
/// those whose work is in the shared transaction, which is aborted. Worker only.
/// </summary>
internal sealed class WorkerRecovery(RuntimeSettings settings, WorkerTasks tasks, TaskOpening opening, string worker)
{
    /// <summary>True if work can continue after the failure.</summary>
    public static bool Recovers(TaskFailedException failure) =>
        failure is TaskCorruptedException or ProducerLostException or TaskMigratedException or OutputsBlockedException;

    /// <summary>Restarts tasks from the committed offsets, after a pause.</summary>
    /// <returns>False if the worker has lost everything and must rejoin its group.</returns>
    public bool TryRestart(TaskFailedException failure, WorkerClients clients, TimeSpan pause)
    {
        StreamsMeter.Restarts.Add(1, new KeyValuePair<string, object?>("commands.streams.application.id", settings.ApplicationId));
        try
        {
            switch (failure)
            {
                case ProducerLostException:
                    WorkerLog.ProducerRenewed(settings.Logger, failure, worker);
                    RestartAll(clients, clients.RenewProducer);
                    break;
                case OutputsBlockedException blocked:
                    WorkerLog.TransactionLeft(settings.Logger, failure, worker);
                    Hold(blocked);
                    RestartAll(clients, () => clients.LeaveTransaction(exception => WorkerLog.AbortDelayed(settings.Logger, exception, worker)));
                    break;
                case TaskCorruptedException:
                    Restart(failure, clients);
                    break;
                default:
                    WorkerLog.Rejoins(settings.Logger, failure, worker);
                    return false;
            }
        }
        catch (TaskMigratedException migrated)
        {
            WorkerLog.Rejoins(settings.Logger, migrated, worker);
            return false;
        }

        opening.Pause(pause);
        return true;
    }

    private void Restart(TaskFailedException failure, WorkerClients clients)
    {
        var restarted = Array.FindAll(tasks.All.ToArray(), assigned =>
            failure.TaskId is null || failure.TaskId == assigned.Task.Id || (settings.ExactlyOnce && assigned.Task.TakesPartInCommit));
        Log(failure, restarted);
        Array.ForEach(restarted, static assigned => assigned.BeginRestart());

        // Without a transaction there is nothing to abort, and the failed deliveries of other tasks must not be forgotten.
        if (settings.ExactlyOnce && !clients.Producer.TryAbortTransaction(settings.TransactionTimeout))
        {
            RestartAll(clients, clients.RenewProducer);
            return;
        }

        Array.ForEach(restarted, assigned => Restart(assigned, clients, isInDoubt: false));
    }

    /// <summary>Restarts all tasks with a new producer.</summary>
    private void RestartAll(WorkerClients clients, Action renewProducer)
    {
        AssignedTask[] restarted = [.. tasks.All];
        Array.ForEach(restarted, static assigned => assigned.BeginRestart());
        try
        {
            renewProducer();
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            throw new TaskMigratedException($"A new producer could not be created: {exception.Message}", exception);
        }

        Array.ForEach(restarted, assigned => Restart(assigned, clients, isInDoubt: true));
    }

    /// <summary>
    /// Suspends the tasks that write to blocked partitions. If nothing at all was acknowledged, they do not wait, since another producer may be all that is
    /// needed.
    /// </summary>
    private void Hold(OutputsBlockedException blocked)
    {
        foreach (var assigned in tasks.All)
        {
            List<TopicPartition> partitions = [.. blocked.Partitions.Where(partition => assigned.Task.Written.Contains([partition]))];
            if (partitions.Count > 0 && !assigned.TryHold(partitions, waits: !blocked.AreAll))
            {
                throw new StreamsException(
                    $"{worker} could not commit for {settings.TaskTimeout}: {blocked.Message} The worker stops; " +
                    $"{nameof(RuntimeSettings.TaskTimeout)} says how long it tries.",
                    blocked);
            }
        }
    }

    private void Restart(AssignedTask assigned, WorkerClients clients, bool isInDoubt)
    {
        assigned.Restart(clients.Producer, isInDoubt);
        opening.Add(assigned.Partitions, wereRead: true);
    }

    private void Log(TaskFailedException failure, AssignedTask[] restarted)
    {
        if (restarted.Length < tasks.All.Length)
        {
            WorkerLog.TaskReset(settings.Logger, failure, worker, string.Join(", ", restarted.Select(assigned => assigned.Task.Id)));
        }
        else
        {
            WorkerLog.TasksReset(settings.Logger, failure, worker);
        }
    }
}
