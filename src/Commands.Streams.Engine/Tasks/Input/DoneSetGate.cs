using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// Holds a task back while what is done beyond a committed offset might no longer fit into commit metadata, and says so once: again only after the set
/// has been down to half. Also while the records in flight take too much memory. Worker only.
/// </summary>
internal sealed class DoneSetGate(TaskId taskId, PartitionGroup partitions, MetadataRoom room, ILogger logger)
{
    private bool _reported;
    private bool _isFull;

    /// <summary>Whether the task takes no records for this reason.</summary>
    public bool IsFull => _isFull && !HasRoom();

    /// <summary>The bytes that the sets of all partitions may take.</summary>
    public int Length
    {
        get
        {
            var length = 0;
            foreach (var queue in partitions.Queues)
            {
                length += queue.DoneSetLength;
            }

            return length;
        }
    }

    /// <summary>Whether one more record may be taken.</summary>
    public bool HasRoom()
    {
        var longest = 0;
        var most = room.DoneSetBeforeOneMore;
        foreach (var queue in partitions.Queues)
        {
            var length = queue.DoneSetLength;
            longest = Math.Max(longest, length);
            if (length > most)
            {
                Report(queue);
                _isFull = true;
                return false;
            }

            if (queue.IsHeavy)
            {
                return false;
            }
        }

        _reported &= longest > most / 2;
        _isFull = false;
        return true;
    }

    private void Report(RecordQueue queue)
    {
        if (!_reported)
        {
            _reported = true;
            TaskLog.DoneSetFull(logger, taskId, queue.TopicPartition, queue.InFlight.First?.Offset ?? -1);
        }
    }
}
