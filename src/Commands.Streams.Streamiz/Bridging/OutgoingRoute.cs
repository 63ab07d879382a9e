using Confluent.Kafka;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Processors;

namespace Commands.Streams.Bridging;

/// <summary>Makes Streamiz' sink write each record where, and with the time that, the command topology said.</summary>
internal sealed class OutgoingRoute
    : ITopicNameExtractor<byte[], OutgoingRecord>, IRecordTimestampExtractor<byte[], OutgoingRecord>, IStreamPartitioner<byte[], OutgoingRecord>
{
    public void Initialize(IStreamConfig config)
    {
    }

    public string Extract(byte[] key, OutgoingRecord value, IRecordContext recordContext) => value.Topic;

    long IRecordTimestampExtractor<byte[], OutgoingRecord>.Extract(byte[] key, OutgoingRecord value, IRecordContext recordContext) => value.Timestamp;

    public Partition Partition(string topic, byte[] key, OutgoingRecord value, Partition sourcePartition, int numPartitions)
    {
        value.PartitionCount = numPartitions;
        return value.IsQuestion ? throw new QuestionAnsweredException() : new Partition(value.Partition);
    }
}
