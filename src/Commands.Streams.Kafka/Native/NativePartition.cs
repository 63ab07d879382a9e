using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_topic_partition_t</c>, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePartition
{
    /// <summary>The topic's name, zero-terminated.</summary>
    public byte* Topic;

    /// <summary>The partition.</summary>
    public int Partition;

    /// <summary>An offset, or one of the logical ones.</summary>
    public long Offset;

    /// <summary>The commit's metadata, allocated with C's <c>malloc</c>; freed with the list.</summary>
    public byte* Metadata;

    /// <summary>The metadata's length in bytes.</summary>
    public nuint MetadataSize;

    /// <summary>Unused here.</summary>
    public nint Opaque;

    /// <summary>What went wrong for this partition; 0 for nothing.</summary>
    public int Error;

    /// <summary>librdkafka's own.</summary>
    public nint Private;
}

/// <summary>librdkafka's <c>rd_kafka_topic_partition_list_t</c>, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePartitionList
{
    /// <summary>The number of elements.</summary>
    public int Count;

    /// <summary>The number of elements there is memory for.</summary>
    public int Capacity;

    /// <summary>The elements.</summary>
    public NativePartition* Elements;
}
