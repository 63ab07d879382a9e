using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on a producer, its topics and their metadata.</summary>
internal static unsafe partial class ProduceFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint rd_kafka_topic_new(nint client, string topic, nint configuration);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_topic_destroy(nint topic);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_produceva(nint client, NativeProduceField* fields, nuint count);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_flush(nint client, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_outq_len(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_purge(nint client, int flags);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_metadata(nint client, int allTopics, nint topic, NativeMetadata** metadata, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_metadata_destroy(NativeMetadata* metadata);
}
