using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Restoration;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.State;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>
/// Keeps the checkpoints of stores close to the ends of their changelogs. The producer does not report offsets, so the cluster is asked for the
/// last stable offsets after a commit, and the answer is written with the content of a later commit. Worker only.
/// </summary>
/// <remarks>
/// An answer that is here when a commit is through is never ahead of the store: what the task has sent until then is part of that commit or of an earlier
/// one, and nothing of an open transaction lies before the last stable offset.
/// </remarks>
internal sealed class StoreCheckpoints(RuntimeSettings settings, WorkerTasks tasks, ChangelogReader reader, Action<TimeSpan> wait)
{
    /// <summary>How often the cluster is asked.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a task that closes waits for the answer. Without it, the next owner reads a few more records.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WaitStep = TimeSpan.FromMilliseconds(10);

    private readonly Pause _pause = new(settings.TimeProvider);
    private Task<IReadOnlyDictionary<TopicPartition, LogOffsets>>? _asked;

    /// <summary>A commit is through: hands the newest answer to the stores, which are about to write.</summary>
    public void OnCommitting()
    {
        if (_asked is not { IsCompleted: true } asked)
        {
            return;
        }

        _asked = null;
        TryUse(asked);
    }

    /// <summary>The stores have written: asks again, if it is time to.</summary>
    public void OnCommitted()
    {
        if (_asked is null && _pause.Left <= TimeSpan.Zero && ChangelogsOf(tasks.All) is { Count: > 0 } changelogs)
        {
            _pause.Begin(Interval);
            _asked = reader.AskStableAsync(changelogs);
        }
    }

    /// <summary>
    /// Tasks are about to close, after a commit if it was possible: writes where their changelogs end, so that a restart has nothing to read.
    /// </summary>
    public void OnClosing(IReadOnlyList<AssignedTask> closing)
    {
        var changelogs = ChangelogsOf([.. closing.Where(assigned => HasPersistent(assigned.Stores))]);
        if (changelogs.Count == 0)
        {
            return;
        }

        var asked = reader.AskStableAsync(changelogs);
        var pause = new Pause(settings.TimeProvider);
        for (pause.Begin(LongestWait); !asked.IsCompleted && pause.Left > TimeSpan.Zero;)
        {
            wait(WaitStep);
        }

        if (asked.IsCompleted && TryUse(asked))
        {
            foreach (var assigned in closing)
            {
                foreach (var store in assigned.Stores.All)
                {
                    // What could not be committed is not in the store, but may be before the end of its changelog.
                    if (store.Staged.Size == 0)
                    {
                        store.OnCommitted();
                    }
                }
            }
        }
    }

    private bool TryUse(Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> asked)
    {
        try
        {
            Set(asked.GetAwaiter().GetResult()); // completed, so this does not block
            return true;
        }
        catch (Exception exception) when (exception is ClientException or OperationCanceledException)
        {
            // The present checkpoint stays; it is only older than it could be.
            return false;
        }
    }

    private static bool HasPersistent(TaskStores stores)
    {
        foreach (var store in stores.All)
        {
            if (store.Staged.Store.IsPersistent)
            {
                return true;
            }
        }

        return false;
    }

    private List<TopicPartition> ChangelogsOf(ReadOnlySpan<AssignedTask> assigned)
    {
        var changelogs = new List<TopicPartition>();
        foreach (var task in assigned)
        {
            if (task.Restoration is null)
            {
                foreach (var store in task.Stores.All)
                {
                    if (store.Builder.IsLogged)
                    {
                        changelogs.Add(ChangelogOf(task, store));
                    }
                }
            }
        }

        return changelogs;
    }

    private void Set(IReadOnlyDictionary<TopicPartition, LogOffsets> offsets)
    {
        foreach (var task in tasks.All)
        {
            if (task.Restoration is not null)
            {
                continue;
            }

            foreach (var store in task.Stores.All)
            {
                if (store.Builder.IsLogged && offsets.TryGetValue(ChangelogOf(task, store), out var log) &&
                    StoreCheckpoint.Decode(store.Staged.Store.Metadata) is { } present && log.End > present.Offset)
                {
                    var metadata = new byte[StoreCheckpoint.Length];
                    (present with { Offset = log.End }).Encode(metadata);
                    store.NextMetadata = metadata;
                }
            }
        }
    }

    private TopicPartition ChangelogOf(AssignedTask task, TaskStore store) =>
        Changelogs.PartitionOf(settings.ApplicationId, store.Name, task.Task.Id);
}
