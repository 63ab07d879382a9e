using Commands.Streams.Errors;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ProduceFunctions;
using static Commands.Streams.Kafka.Native.ReaderFunctions;

namespace Commands.Streams.Kafka.Reading;

/// <summary>One partition that is read without a group, with its queue. Used by the reader's thread only.</summary>
internal sealed class ReadPartition : IDisposable
{
    private readonly nint _topic;

    /// <summary>Makes it ready; nothing is fetched yet.</summary>
    public ReadPartition(NativeClient client, PartitionQueue queue)
    {
        Queue = queue;
        _topic = rd_kafka_topic_new(client.Handle, queue.Partition.Topic, 0);
        if (_topic == 0)
        {
            queue.Dispose();
            throw LastError(client);
        }
    }

    /// <summary>What was fetched.</summary>
    public PartitionQueue Queue { get; }

    /// <summary>Begins to fetch. Waits for nothing: a topic that librdkafka does not know yet is looked up meanwhile.</summary>
    /// <exception cref="ClientException">librdkafka refuses the partition.</exception>
    public void Start(NativeClient client, long offset)
    {
        Queue.Begin(offset);
        if (rd_kafka_consume_start(_topic, Queue.Partition.Partition, offset) != 0)
        {
            throw LastError(client);
        }
    }

    /// <summary>Ends fetching. librdkafka's own thread confirms it; the cluster is not asked.</summary>
    public void Dispose()
    {
        _ = rd_kafka_consume_stop(_topic, Queue.Partition.Partition);
        Queue.Dispose();
        rd_kafka_topic_destroy(_topic);
    }

    private ClientException LastError(NativeClient client) => KafkaErrors.Create(
        NativeError.FromCode(client.Handle, ErrorFunctions.rd_kafka_last_error()), $"Partition {Queue.Partition} cannot be read");
}
