using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on a consumer and its group.</summary>
internal static unsafe partial class GroupFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_poll_set_consumer(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_subscribe(nint client, NativePartitionList* topics);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_unsubscribe(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial NativeMessage* rd_kafka_consumer_poll(nint client, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_consumer_close(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_rebalance_protocol(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_assignment_lost(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_assign(nint client, NativePartitionList* partitions);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_incremental_assign(nint client, NativePartitionList* partitions);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_incremental_unassign(nint client, NativePartitionList* partitions);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_seek_partitions(nint client, NativePartitionList* partitions, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_position(nint client, NativePartitionList* partitions);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_get_watermark_offsets(nint client, byte* topic, int partition, long* low, long* high);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_committed(nint client, NativePartitionList* partitions, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_commit_queue(
        nint client,
        NativePartitionList* offsets,
        nint queue,
        delegate* unmanaged[Cdecl]<nint, int, NativePartitionList*, nint, void> callback,
        nint opaque);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_consumer_group_metadata(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_consumer_group_metadata_destroy(nint metadata);
}
