using Commands.Streams.Clients;
using Commands.Streams.Processing;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>Writes straight into the logs of a <see cref="SimulatedCluster"/>.</summary>
internal sealed class SimulatedPublisher(SimulatedCluster cluster) : IRecordPublisher
{
    private int _next;

    public ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout)
    {
        lock (cluster.Gate)
        {
            var logs = cluster.Topics.Find(topic)?.Logs;
            if (logs is null || record.Partition >= logs.Count)
            {
                return ValueTask.FromException<RecordMetadata>(BrokerErrors.NotPublished(topic));
            }

            var number = record.Partition >= 0 ? record.Partition
                : record.HasKey ? Murmur2.Partition(record.Key, logs.Count)
                : _next++ % logs.Count;
            var offset = logs[number].Append(InMemoryRecord.Copy(in record));
            cluster.WakeConsumers();
            return ValueTask.FromResult(new RecordMetadata(logs[number].Partition, offset, record.Timestamp));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
