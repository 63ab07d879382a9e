using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>The queues of the partitions that are assigned at the moment: one each, opened before librdkafka begins to fetch.</summary>
internal sealed class AssignedPartitions(NativeClient client, QueueWakeUp wakeUp, ConsumerErrors errors, StrayedPartitions strayed) : IDisposable
{
    private readonly Dictionary<TopicPartition, PartitionQueue> _queues = [];

    /// <summary>Opens the queues of partitions that are about to be assigned.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="offsets">The same as librdkafka's list, with the offsets that they begin at.</param>
    public unsafe void Open(TopicPartition[] partitions, NativePartitionList* offsets)
    {
        for (var i = 0; i < partitions.Length; i++)
        {
            errors.Knows(partitions[i].Topic);
            if (!_queues.TryGetValue(partitions[i], out var queue))
            {
                queue = new PartitionQueue(client, partitions[i], wakeUp, errors, strayed);
                _queues.Add(partitions[i], queue);
            }

            queue.Begin(offsets->Elements[i].Offset);
            if (offsets->Elements[i].Error != NativeErrorCodes.None)
            {
                queue.Fail(errors.HasNoOffset(partitions[i]));
            }
        }
    }

    /// <summary>The queue of an assigned partition.</summary>
    /// <exception cref="InvalidOperationException">The partition is not assigned.</exception>
    public PartitionQueue Get(TopicPartition partition) => _queues.TryGetValue(partition, out var queue)
        ? queue
        : throw new InvalidOperationException($"Partition {partition} is not assigned to this consumer; take and seek only what OnPartitionsAssigned named.");

    /// <summary>Closes the queues of partitions that leave.</summary>
    public void Close(TopicPartition[] partitions)
    {
        foreach (var partition in partitions)
        {
            if (_queues.Remove(partition, out var queue))
            {
                queue.Dispose();
            }
        }
    }

    /// <summary>Closes all of them.</summary>
    public void Dispose() => Close([.. _queues.Keys]);
}
