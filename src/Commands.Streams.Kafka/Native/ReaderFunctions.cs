using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on a consumer that belongs to no group.</summary>
internal static unsafe partial class ReaderFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_query_watermark_offsets(
        nint client, string topic, int partition, long* low, long* high, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_consume_start(nint topic, int partition, long offset);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_consume_start_queue(nint topic, int partition, long offset, nint queue);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_consume_stop(nint topic, int partition);
}
