using Commands.Streams.Diagnostics;
using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Looks twice a second which output partitions do not acknowledge what was written to them, says so once when they stop and once when they are back, and
/// holds the tasks that have written to them, so that what waits for one partition does not take the room of the others. Worker only, but for
/// <see cref="Known"/>.
/// </summary>
internal sealed class BlockedOutputs(RuntimeSettings settings, WorkerTasks tasks, string worker)
{
    /// <summary>How long a partition may be silent before its tasks are held and it is reported.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly List<TopicPartition> _found = [];
    private readonly KeyValuePair<string, object?> _tag = new("commands.streams.application.id", settings.ApplicationId);
    private volatile IReadOnlyList<TopicPartition> _known = [];
    private long _looked = settings.TimeProvider.GetTimestamp();

    /// <summary>The partitions that are blocked. Any thread.</summary>
    public IReadOnlyList<TopicPartition> Known => _known;

    /// <summary>Looks, if it is time to.</summary>
    public void Look(WorkerClients clients)
    {
        if (settings.TimeProvider.GetElapsedTime(_looked) < Period)
        {
            return;
        }

        _looked = settings.TimeProvider.GetTimestamp();
        _found.Clear();
        clients.Producer.CollectBlocked(Limit, _found);
        if (_found.Count > 0 || _known.Count > 0)
        {
            Report();
            foreach (var assigned in tasks.All)
            {
                assigned.IsHeld = assigned.Task.Written.Contains(_found);
            }
        }
    }

    /// <summary>Nothing is known any more: the clients are gone.</summary>
    public void Clear()
    {
        _found.Clear();
        Report();
    }

    private void Report()
    {
        var before = _known;
        List<TopicPartition> blocked = [.. _found.Except(before)];
        List<TopicPartition> back = [.. before.Except(_found)];
        if (blocked.Count + back.Count == 0)
        {
            return;
        }

        _known = [.. _found];
        StreamsMeter.BlockedOutputs.Add(blocked.Count - back.Count, _tag);
        if (blocked.Count > 0)
        {
            WorkerLog.OutputsBlocked(settings.Logger, worker, string.Join(", ", blocked), Limit);
        }

        if (back.Count > 0)
        {
            WorkerLog.OutputsBack(settings.Logger, worker, string.Join(", ", back));
        }
    }
}
