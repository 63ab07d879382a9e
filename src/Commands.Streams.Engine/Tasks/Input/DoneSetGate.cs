using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// Pauses a task while a done-set might outgrow commit metadata, or while the records in flight take too much memory. A full done-set is logged once, and again
/// only after all sets have shrunk to half the limit. Worker only.
/// </summary>
internal sealed class DoneSetGate(TaskId taskId, PartitionGroup partitions, MetadataRoom room, ILogger logger)
{
    private bool _reported;
    private bool _isFull;

    /// <summary>True if the task takes no records because a done-set is full.</summary>
    public bool IsFull => _isFull && !HasRoom();

    /// <summary>The bytes that the done-sets of all partitions may take.</summary>
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

    /// <summary>True if one more record may be taken.</summary>
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
