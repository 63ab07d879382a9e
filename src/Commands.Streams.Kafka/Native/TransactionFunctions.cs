using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on a transactional producer. Each returns zero or an error object that the caller frees.</summary>
internal static unsafe partial class TransactionFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_init_transactions(nint client, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_begin_transaction(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_send_offsets_to_transaction(
        nint client, NativePartitionList* offsets, nint groupMetadata, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_commit_transaction(nint client, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_abort_transaction(nint client, int timeoutMilliseconds);
}
