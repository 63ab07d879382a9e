using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>
/// librdkafka's functions that administer, on the handle of any client. A result arrives as an event on the queue that the request named; what is read
/// of it lives as long as the event.
/// </summary>
internal static unsafe partial class AdminFunctions
{
    internal const int DescribeConfigsOperation = 5;
    internal const int DescribeTopicsOperation = 19;
    internal const int ListOffsetsOperation = 21;
    internal const int TopicResource = 2;

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_AdminOptions_new(nint client, int operation);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_AdminOptions_destroy(nint options);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_AdminOptions_set_request_timeout(nint options, int timeoutMilliseconds, byte* reason, nuint reasonSize);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_AdminOptions_set_isolation_level(nint options, int level);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_queue_poll(nint queue, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_event_destroy(nint @event);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_event_error(nint @event);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_event_error_string(nint @event);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_TopicCollection_of_topic_names(nint* names, nuint count);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_TopicCollection_destroy(nint topics);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_DescribeTopics(nint client, nint topics, nint options, nint queue);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_event_DescribeTopics_result(nint @event);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint* rd_kafka_DescribeTopics_result_topics(nint result, nuint* count);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_TopicDescription_name(nint topic);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_TopicDescription_error(nint topic);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_TopicDescription_topic_id(nint topic);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial long rd_kafka_Uuid_most_significant_bits(nint id);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial long rd_kafka_Uuid_least_significant_bits(nint id);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint* rd_kafka_TopicDescription_partitions(nint topic, nuint* count);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint rd_kafka_ConfigResource_new(int type, string name);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_ConfigResource_destroy(nint resource);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_DescribeConfigs(nint client, nint* resources, nuint count, nint options, nint queue);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_event_DescribeConfigs_result(nint @event);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint* rd_kafka_DescribeConfigs_result_resources(nint result, nuint* count);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_ConfigResource_error(nint resource);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_ConfigResource_name(nint resource);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint* rd_kafka_ConfigResource_configs(nint resource, nuint* count);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_ConfigEntry_name(nint entry);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_ConfigEntry_value(nint entry);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_ListOffsets(nint client, NativePartitionList* partitions, nint options, nint queue);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_event_ListOffsets_result(nint @event);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint* rd_kafka_ListOffsets_result_infos(nint result, nuint* count);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial NativePartition* rd_kafka_ListOffsetsResultInfo_topic_partition(nint info);
}
