using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Restoration;
using Commands.Streams.Runtime.Rebalancing;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>
/// Restores the stores of a worker's tasks, turn by turn, while the worker serves its group and its other tasks go on. A task starts to process when its
/// stores are complete. Worker only.
/// </summary>
internal sealed class WorkerRestoration(RuntimeSettings settings, WorkerTasks tasks, ChangelogReader reader, string worker)
{
    /// <summary>How long one turn may restore before the worker does something else.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly RestoreEvents _events = new(settings, worker);
    private readonly FailureWindow _failures = new(settings.TaskTimeout, settings.TimeProvider);
    private readonly Pause _pause = new(settings.TimeProvider);

    /// <summary>Whether any task is being restored.</summary>
    public bool IsActive
    {
        get
        {
            foreach (var assigned in tasks.All)
            {
                if (assigned.Restoration is not null)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Creates the restoration of a task's stores.</summary>
    /// <returns>The restoration; null if no store has a changelog.</returns>
    public TaskRestoration? Create(TaskId task, TaskStores stores)
    {
        var restorers = new List<StoreRestorer>();
        foreach (var store in stores.All)
        {
            if (store.Builder.IsLogged)
            {
                var changelog = Changelogs.PartitionOf(settings.ApplicationId, store.Name, task);
                restorers.Add(new StoreRestorer(store, changelog, reader));
            }
        }

        return restorers.Count == 0 ? null : new TaskRestoration(restorers, _events, settings.TimeProvider);
    }

    /// <summary>Restores for a while.</summary>
    /// <returns>True if there is more to do at once.</returns>
    public bool Advance()
    {
        if (!IsActive || _pause.Left > TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            reader.Poll();
            var isBusy = Restore();
            _failures.Succeeded();
            return isBusy;
        }
        catch (Exception exception) when (exception is ClientException { Kind: ClientErrorKind.Retriable } or OperationCanceledException)
        {
            if (_failures.Failed() is not { } pause)
            {
                throw new StreamsException(
                    $"{worker} could not restore state for {settings.TaskTimeout}: {exception.Message} The worker stops; " +
                    $"{nameof(RuntimeSettings.TaskTimeout)} sets how long it retries.",
                    exception);
            }

            RestoreLog.Delayed(settings.Logger, worker, exception.Message);
            _pause.Begin(pause);
            return false;
        }
    }

    private bool Restore()
    {
        var began = settings.TimeProvider.GetTimestamp();
        var isBusy = false;
        foreach (var assigned in tasks.All)
        {
            while (assigned.Restoration is { } restoration)
            {
                if (restoration.IsDone)
                {
                    assigned.OnRestored();
                    isBusy = true;
                    break;
                }

                if (!restoration.Advance(settings.TakeAtOnce))
                {
                    break;
                }

                isBusy = true;
                if (settings.TimeProvider.GetElapsedTime(began) >= Slice)
                {
                    return true;
                }
            }
        }

        return isBusy;
    }
}
