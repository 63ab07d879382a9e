using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on messages and headers.</summary>
internal static unsafe partial class MessageFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_message_destroy(NativeMessage* message);

    // This and the next read a few fields and never wait, so the switch of the garbage collector's mode would cost more than the call.
    [LibraryImport(LibrdkafkaLibrary.Name)]
    [SuppressGCTransition]
    internal static partial long rd_kafka_message_timestamp(NativeMessage* message, int* type);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    [SuppressGCTransition]
    internal static partial int rd_kafka_message_leader_epoch(NativeMessage* message);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_message_headers(NativeMessage* message, nint* headers);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_message_status(NativeMessage* message);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nuint rd_kafka_header_cnt(nint headers);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_header_get_all(nint headers, nuint index, byte** name, byte** value, nuint* size);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_headers_new(nuint capacity);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_headers_destroy(nint headers);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_header_add(nint headers, byte* name, nint nameSize, byte* value, nint valueSize);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_topic_name(nint topic);
}
