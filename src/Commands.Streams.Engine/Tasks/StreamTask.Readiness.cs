using Commands.Streams.Records;
using Commands.Streams.Tasks.Input;

namespace Commands.Streams.Tasks;

/// <content>When the task may take its next record.</content>
internal sealed partial class StreamTask
{
    /// <summary>Decides, once per turn, which records can be read now and which empty queues need not be waited for (semantics 2.2).</summary>
    /// <param name="isAtEnd">Whether everything the last fetch knew of was taken.</param>
    /// <param name="now">Unix milliseconds.</param>
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

        // As in Kafka Streams: counted each time the task continues, that is, once per record, and never if it does not wait for an input.
        Metrics.EnforcedProcessing += _settings.MaxTaskIdle < 0 || !enforced ? 0 : 1;
        return true;
    }

    /// <summary>Whether every input that the choice by timestamp waits for has a head.</summary>
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
