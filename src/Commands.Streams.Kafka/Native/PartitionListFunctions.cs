using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on lists of partitions.</summary>
internal static unsafe partial class PartitionListFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial NativePartitionList* rd_kafka_topic_partition_list_new(int capacity);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_topic_partition_list_destroy(NativePartitionList* list);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativePartition* rd_kafka_topic_partition_list_add(NativePartitionList* list, string topic, int partition);
}
