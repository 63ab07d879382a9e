using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on its mock cluster.</summary>
internal static unsafe partial class MockClusterFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_handle_mock_cluster(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_mock_cluster_bootstraps(nint cluster);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_mock_set_controller_id(nint cluster, int broker);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_mock_group_initial_rebalance_delay_ms(nint cluster, int milliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_mock_set_group_consumer_session_timeout_ms(nint cluster, int milliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(nint cluster, int milliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_mock_set_apiversion(nint cluster, short request, short minVersion, short maxVersion);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_mock_topic_create(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_mock_topic_delete(nint cluster, string topic);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_mock_partition_delete_records(nint cluster, string topic, int partition, long beforeOffset);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void rd_kafka_mock_topic_set_error(nint cluster, string topic, int error);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_mock_push_request_errors_array(nint cluster, short request, nuint count, int* errors);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_mock_clear_request_errors(nint cluster, short request);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_mock_broker_set_down(nint cluster, int broker);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_mock_broker_set_up(nint cluster, int broker);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_mock_broker_set_rtt(nint cluster, int broker, int milliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_mock_coordinator_set(nint cluster, string keyType, string key, int broker);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_mock_partition_set_leader(nint cluster, string topic, int partition, int broker);
}
