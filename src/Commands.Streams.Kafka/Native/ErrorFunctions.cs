using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on error codes and error objects.</summary>
internal static unsafe partial class ErrorFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_err2name(int code);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_err2str(int code);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_last_error();

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_fatal_error(nint client, byte* reason, nuint reasonSize);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_error_code(nint error);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_error_string(nint error);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_error_is_fatal(nint error);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_error_is_retriable(nint error);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_error_txn_requires_abort(nint error);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_error_destroy(nint error);
}
