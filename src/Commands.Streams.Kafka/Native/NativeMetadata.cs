using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>The beginning of librdkafka's <c>rd_kafka_metadata_t</c>, as far as it is read here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMetadata
{
    /// <summary>The number of brokers.</summary>
    public int BrokerCount;

    /// <summary>The brokers.</summary>
    public nint Brokers;

    /// <summary>The number of topics.</summary>
    public int TopicCount;

    /// <summary>The topics.</summary>
    public NativeTopicMetadata* Topics;
}

/// <summary>librdkafka's <c>rd_kafka_metadata_topic_t</c>, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTopicMetadata
{
    /// <summary>The name, zero-terminated.</summary>
    public byte* Topic;

    /// <summary>The number of partitions.</summary>
    public int PartitionCount;

    /// <summary>The partitions.</summary>
    public nint Partitions;

    /// <summary>The broker's error for this topic.</summary>
    public int Error;
}
