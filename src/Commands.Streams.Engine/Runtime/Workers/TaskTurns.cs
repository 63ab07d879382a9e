using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Rebalancing;
using Commands.Streams.Tasks;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Gives each task its share of a worker's turns: finish handlers that have ended, fetch records, process, punctuate. If the time of a turn runs out, the next
/// turn begins with the task that would have been next. Worker only.
/// </summary>
internal sealed class TaskTurns(RuntimeSettings settings, WorkerTasks tasks, WorkBudget budget)
{
    private int _next;
    private WorkerClients? _clients;
    private Func<TopicPartition, bool>? _isAtEnd;

    /// <summary>True if there is more work to do at once.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>True if a task could not take records: another input must be checked first, or there is no room for its output.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Runs one turn.</summary>
    /// <param name="clients">The worker's consumer and producer.</param>
    /// <param name="most">The time until something else is due that the turn must not delay.</param>
    /// <param name="now">The current time in Unix milliseconds.</param>
    public void Run(WorkerClients clients, TimeSpan most, long now)
    {
        _clients = clients;
        _isAtEnd ??= partition => _clients.Consumer.IsAtEnd(partition);
        IsBusy = IsWaiting = false;
        budget.BeginTurn(most);
        var hasRoom = clients.Producer.HasRoom;
        var all = tasks.All;
        for (var left = all.Length; left > 0; left--)
        {
            var assigned = all[_next < all.Length ? _next : 0];
            _next = _next + 1 < all.Length ? _next + 1 : 0;
            if (assigned.IsOnHold || assigned.Restoration is not null)
            {
                continue;
            }

            Run(assigned.Task, now, takesRecords: hasRoom && !assigned.IsHeld);
            assigned.OnTurn();
            if (budget.IsSpent && left > 1)
            {
                IsBusy = true;
                return;
            }
        }
    }

    private void Run(StreamTask task, long now, bool takesRecords)
    {
        try
        {
            budget.BeginTask();
            var goesOn = Finish(task) && takesRecords;
            IsBusy |= Fill(task);
            task.UpdateReadiness(_isAtEnd!, now);
            var processed = goesOn && Process(task);
            // The operator | does not short-circuit: both kinds of punctuation must run even if records were processed.
            IsBusy |= processed | task.PunctuateStreamTime() | task.PunctuateWallClock(now);
            IsWaiting |= !processed && (!takesRecords || task.IsWaitingForInput);
            budget.Spend(0);
        }
        catch (TaskFailedException exception)
        {
            exception.TaskId ??= task.Id;
            exception.IsVerdict = false;
            throw;
        }
    }

    /// <summary>Processes the results of handlers that have ended.</summary>
    /// <returns>True if the task may continue in this turn.</returns>
    private bool Finish(StreamTask task)
    {
        while (task.FinishHandlers(budget.Records) is > 0 and var finished)
        {
            IsBusy = true;
            if (!budget.Spend(finished))
            {
                return false;
            }
        }

        return true;
    }

    private bool Process(StreamTask task)
    {
        var any = false;
        while (task.Process(budget.Records) is > 0 and var processed)
        {
            any = true;
            if (!budget.Spend(processed))
            {
                break;
            }
        }

        return any;
    }

    /// <summary>Fetches records for a task.</summary>
    /// <returns>True if the task is scanning a backlog and there may be more of it.</returns>
    private bool Fill(StreamTask task)
    {
        var consumer = _clients!.Consumer;
        var scanned = false;
        foreach (var queue in task.Queues)
        {
            if (queue.IsScanning)
            {
                scanned |= BacklogScan.Advance(task, queue, consumer, settings.TakeAtOnce);
            }
            else if (queue.Buffered < settings.RefillBelow && queue.Room(settings.TakeAtOnce) is > 0 and var room)
            {
                if (consumer.Take(queue.TopicPartition, room) is { } batch)
                {
                    task.AddRecords(queue, batch);
                }
                else if (queue.Buffered == 0)
                {
                    queue.PassOver(consumer.Position(queue.TopicPartition));
                }
            }
        }

        return scanned;
    }
}
