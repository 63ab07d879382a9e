using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on queues.</summary>
internal static unsafe partial class QueueFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_queue_new(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_queue_destroy(nint queue);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_queue_get_main(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_queue_get_consumer(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_queue_get_partition(nint client, byte* topic, int partition);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_queue_forward(nint source, nint destination);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nuint rd_kafka_queue_length(nint queue);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_queue_poll_callback(nint queue, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_queue_cb_event_enable(nint queue, delegate* unmanaged[Cdecl]<nint, nint, void> callback, nint opaque);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_consume_batch_queue(nint queue, int timeoutMilliseconds, NativeMessage** messages, nuint capacity);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial NativeMessage* rd_kafka_consume_queue(nint queue, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_queue_yield(nint queue);
}
