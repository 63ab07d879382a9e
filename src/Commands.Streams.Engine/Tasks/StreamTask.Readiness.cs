using Commands.Streams.Records;
using Commands.Streams.Tasks.Input;

namespace Commands.Streams.Tasks;

/// <content>Decides when the task may take its next record.</content>
internal sealed partial class StreamTask
{
    /// <summary>
    /// Called once per turn: makes records the head that have become readable or due, and decides which empty queues the task need not wait for (section 2.2 of
    /// docs/kafka-streams-semantics.md).
    /// </summary>
    /// <param name="isAtEnd">Returns true if everything that the last fetch showed has been taken from a partition.</param>
    /// <param name="now">The current time in Unix milliseconds.</param>
    public void UpdateReadiness(Func<TopicPartition, bool> isAtEnd, long now)
    {
        if (_isScanning && !_missesTopic && _context.BacklogScans.FindMissing(_partitions.Queues) is { } topic)
        {
            _missesTopic = true;
            TaskLog.TopicMissing(_settings.Logger, Id, topic, Id.Partition);
        }

        if (_partitions.AllHaveHeads)
        {
            return;
        }

        foreach (var queue in _partitions.Queues)
        {
            if (queue.TryResume(now))
            {
                _partitions.Offer(queue);
            }

            queue.MayBeEmpty = queue.HasHead || (!queue.IsWaitingForSerde && MayBeEmpty(queue, isAtEnd, now));
        }
    }

    private bool CanTakeRecord()
    {
        if (!_partitions.AnyHasHead || _isScanning || _mailbox.IsFull || (_mailbox.Running > 0 && !_doneSets.HasRoom()))
        {
            return false;
        }

        return _partitions.AllHaveHeads || MayGoOnWithoutAll();
    }

    private bool MayGoOnWithoutAll()
    {
        var enforced = false;
        foreach (var queue in _partitions.Queues)
        {
            if (!queue.HasHead && !queue.IsDelayed)
            {
                if (!queue.MayBeEmpty)
                {
                    return false;
                }

                enforced = true;
            }
        }

        // As in Kafka Streams, this counts every record that is taken without waiting any longer for an empty input, and nothing if MaxTaskIdle is negative.
        Metrics.EnforcedProcessing += _settings.MaxTaskIdle < 0 || !enforced ? 0 : 1;
        return true;
    }

    /// <summary>True if every input that the choice by timestamp depends on has a head. Inputs of delayed records do not count.</summary>
    private bool AllHaveHeads()
    {
        foreach (var queue in _partitions.Queues)
        {
            if (!queue.HasHead && !queue.IsDelayed)
            {
                return false;
            }
        }

        return true;
    }

    private bool MayBeEmpty(RecordQueue queue, Func<TopicPartition, bool> isAtEnd, long now)
    {
        if (_settings.MaxTaskIdle < 0)
        {
            return true;
        }

        if (!isAtEnd(queue.TopicPartition))
        {
            queue.IdleSince = -1;
            return false;
        }

        if (queue.IdleSince < 0)
        {
            queue.IdleSince = now;
        }

        return now - queue.IdleSince >= _settings.MaxTaskIdle;
    }
}
