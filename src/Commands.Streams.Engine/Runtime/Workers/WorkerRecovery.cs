using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Starts tasks again after a failure that passes by itself, and only those that have to be: at-least-once, the task that failed; exactly-once, also those
/// whose work is in the transaction, which all of them share and which is aborted. Worker only.
/// </summary>
internal sealed class WorkerRecovery(RuntimeSettings settings, WorkerTasks tasks, TaskOpening opening, string worker)
{
    /// <summary>Whether a failure is one that work can go on after.</summary>
    public static bool Recovers(TaskFailedException failure) => failure is TaskCorruptedException or ProducerLostException or TaskMigratedException;

    /// <summary>Starts tasks again from the committed offsets, in a while.</summary>
    /// <returns>False if nothing is the worker's any more, and it has to join its group again.</returns>
    public bool TryRestart(TaskFailedException failure, WorkerClients clients, TimeSpan pause)
    {
        StreamsMeter.Restarts.Add(1, new KeyValuePair<string, object?>("commands.streams.application.id", settings.ApplicationId));
        try
        {
            switch (failure)
            {
                case ProducerLostException:
                    WorkerLog.ProducerRenewed(settings.Logger, failure, worker);
                    RestartAll(clients);
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

        // Without a transaction there is nothing to abort, and failed deliveries of other tasks are not to be forgotten.
        if (settings.ExactlyOnce && !clients.Producer.TryAbortTransaction(settings.TransactionTimeout))
        {
            RestartAll(clients);
            return;
        }

        Array.ForEach(restarted, assigned => Restart(assigned, clients));
    }

    private void RestartAll(WorkerClients clients)
    {
        AssignedTask[] restarted = [.. tasks.All];
        Array.ForEach(restarted, static assigned => assigned.BeginRestart());
        try
        {
            clients.RenewProducer();
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            throw new TaskMigratedException($"A new producer could not be made: {exception.Message}", exception);
        }

        Array.ForEach(restarted, assigned => Restart(assigned, clients));
    }

    private void Restart(AssignedTask assigned, WorkerClients clients)
    {
        assigned.Restart(clients.Producer);
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
