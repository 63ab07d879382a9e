using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on a client of either type.</summary>
internal static unsafe partial class ClientFunctions
{
    /// <summary>Ends the client without the leaving of the group that would call back into code that is being torn down.</summary>
    internal const int DestroyWithoutConsumerClose = 0x8;

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_new(NativeClientType type, nint configuration, byte* reason, nuint reasonSize);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_destroy_flags(nint client, int flags);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_opaque(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial int rd_kafka_poll(nint client, int timeoutMilliseconds);

    /// <summary>Returns null if the cluster has no id, or if it was not heard of within the time-out.</summary>
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial byte* rd_kafka_clusterid(nint client, int timeoutMilliseconds);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_mem_free(nint client, void* memory);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_sasl_background_callbacks_enable(nint client);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_oauthbearer_set_token(
        nint client, string token, long expiresAtMilliseconds, string principal, nint* extensions, nuint extensionCount, byte* reason, nuint reasonSize);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_oauthbearer_set_token_failure(nint client, string reason);
}
