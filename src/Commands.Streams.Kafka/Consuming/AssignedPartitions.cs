using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>The queues of the partitions that are assigned at the moment: one each, opened before librdkafka begins to fetch.</summary>
internal sealed class AssignedPartitions(NativeClient client, QueueWakeUp wakeUp, ConsumerErrors errors) : IDisposable
{
    private readonly Dictionary<TopicPartition, PartitionQueue> _queues = [];

    /// <summary>Opens the queues of partitions that are about to be assigned.</summary>
    public void Open(TopicPartition[] partitions)
    {
        foreach (var partition in partitions)
        {
            errors.Knows(partition.Topic);
            if (!_queues.ContainsKey(partition))
            {
                _queues.Add(partition, new PartitionQueue(client.Handle, partition, wakeUp, errors));
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
