using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>librdkafka's functions on a configuration that no client has taken over yet.</summary>
internal static unsafe partial class ConfigurationFunctions
{
    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial nint rd_kafka_conf_new();

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_destroy(nint configuration);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_conf_set(nint configuration, string name, string value, byte* reason, nuint reasonSize);

    [LibraryImport(LibrdkafkaLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rd_kafka_conf_get(nint configuration, string name, byte* value, nuint* valueSize);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_set_opaque(nint configuration, nint opaque);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_set_log_cb(nint configuration, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> callback);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_set_error_cb(nint configuration, delegate* unmanaged[Cdecl]<nint, int, byte*, nint, void> callback);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_set_stats_cb(nint configuration, delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, int> callback);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_set_oauthbearer_token_refresh_cb(
        nint configuration, delegate* unmanaged[Cdecl]<nint, byte*, nint, void> callback);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_enable_sasl_queue(nint configuration, int enable);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_set_rebalance_cb(
        nint configuration, delegate* unmanaged[Cdecl]<nint, int, NativePartitionList*, nint, void> callback);

    [LibraryImport(LibrdkafkaLibrary.Name)]
    internal static partial void rd_kafka_conf_set_dr_msg_cb(
        nint configuration, delegate* unmanaged[Cdecl]<nint, NativeMessage*, nint, void> callback);
}
