using Commands.Streams.Errors;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.ProduceFunctions;
using static Commands.Streams.Kafka.Native.ReaderFunctions;

namespace Commands.Streams.Kafka.Reading;

/// <summary>One partition that is read without a group, with its queue. Used by the reader's thread only.</summary>
internal sealed class ReadPartition : IDisposable
{
    private readonly NativeClient _client;
    private readonly nint _topic;

    /// <summary>Makes it ready; nothing is fetched yet.</summary>
    public ReadPartition(NativeClient client, TopicPartition partition, QueueWakeUp wakeUp, ConsumerErrors errors, StrayedPartitions strayed)
    {
        _client = client;

        // First of all: only this has librdkafka look a new topic up at once. A topic that the queue made known is looked up a second later.
        _topic = rd_kafka_topic_new(client.Handle, partition.Topic, 0);
        if (_topic == 0)
        {
            throw LastError(partition);
        }

        Queue = new PartitionQueue(client, partition, wakeUp, errors, strayed);
    }

    /// <summary>What was fetched.</summary>
    public PartitionQueue Queue { get; }

    /// <summary>Begins to fetch. Waits for nothing: a topic that librdkafka does not know yet is looked up meanwhile.</summary>
    /// <exception cref="ClientException">librdkafka refuses the partition.</exception>
    public void Start(long offset)
    {
        Queue.Begin(offset);
        if (rd_kafka_consume_start(_topic, Queue.Partition.Partition, offset) != 0)
        {
            throw LastError(Queue.Partition);
        }
    }

    /// <summary>Ends fetching. librdkafka's own thread confirms it; the cluster is not asked.</summary>
    public void Dispose()
    {
        _ = rd_kafka_consume_stop(_topic, Queue.Partition.Partition);
        Queue.Dispose();
        rd_kafka_topic_destroy(_topic);
    }

    private ClientException LastError(TopicPartition partition) => KafkaErrors.Create(
        NativeError.FromCode(_client.Handle, ErrorFunctions.rd_kafka_last_error()), $"Partition {partition} cannot be read");
}
