using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// The partitions that librdkafka continued to read at another position. Whoever owns them is told, with the bounds of the log, unless the
/// offset can be read after all. The cluster is asked for all of them at once, and nothing waits for its answer.
/// </summary>
internal sealed class StrayedPartitions(LogOffsetInquiry inquiry, Action wake, PositionLostHandler tell, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<PartitionQueue> _queues = [];
    private readonly List<PartitionQueue> _asked = [];
    private long _triedAt;
    private bool _mustPause;

    /// <summary>A partition has lost its place.</summary>
    public void Add(PartitionQueue queue)
    {
        _queues.Add(queue);
        wake();
    }

    /// <summary>A partition is not read any more.</summary>
    public void Remove(PartitionQueue queue)
    {
        _queues.Remove(queue);
        _asked.Remove(queue);
    }

    /// <summary>Asks about what was added, and tells of it when the answer is there.</summary>
    public void Settle()
    {
        if (inquiry.IsRunning)
        {
            if (inquiry.TryTake() is not { } answers)
            {
                return;
            }

            foreach (var queue in _asked.ToArray())
            {
                Settle(queue, answers);
            }
        }

        if (_queues.Count + _asked.Count > 0 && !(_mustPause && time.GetElapsedTime(_triedAt) < Pause))
        {
            Ask();
        }
    }

    private void Ask()
    {
        _mustPause = false;
        _asked.AddRange(_queues.Except(_asked)); // some are left from before if whoever was told of another one threw
        _queues.Clear();
        inquiry.Begin([.. _asked.Select(static queue => queue.Partition).Distinct()]);
    }

    private void Settle(PartitionQueue queue, IReadOnlyDictionary<Records.TopicPartition, LogOffsets> answers)
    {
        // It may have been sought in meanwhile, and have strayed again since.
        if (!_asked.Remove(queue) || _queues.Contains(queue) || queue.GoesOnAt is not { } found)
        {
            return;
        }

        if (!answers.TryGetValue(queue.Partition, out var log))
        {
            _queues.Add(queue);
            PauseBeforeNext();
        }
        else if (found != log.Start || queue.Position < log.Start || queue.Position > log.End)
        {
            // A position before the end, but not at the start, means that the log was truncated and has grown again.
            tell(queue.Partition, queue.Position, log.Start, found > log.Start && found < queue.Position ? Math.Min(found, log.End) : log.End);
        }
        else
        {
            // A broker that has just become the leader may for a moment know less than the one before it.
            PauseBeforeNext();
            queue.Seek(queue.Position);
        }
    }

    private void PauseBeforeNext()
    {
        _mustPause = true;
        _triedAt = time.GetTimestamp();
    }
}
