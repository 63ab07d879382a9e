using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Commands.Streams.Kafka.Native.ConfigurationFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>The functions that librdkafka calls. Each finds its client by the opaque pointer, and none lets an exception out.</summary>
internal static unsafe class CallbackEntryPoints
{
    /// <summary>Names these functions in a configuration; those that nobody listens to are left out.</summary>
    public static void Register(nint configuration, NativeClient client, nint opaque)
    {
        rd_kafka_conf_set_opaque(configuration, opaque);
        rd_kafka_conf_set_log_cb(configuration, &OnLog);
        rd_kafka_conf_set_error_cb(configuration, &OnError);
        if (client.Callbacks.Statistics is not null || client.Callbacks.RawStatistics is not null)
        {
            rd_kafka_conf_set_stats_cb(configuration, &OnStatistics);
        }

        if (client.Callbacks.RefreshToken is not null)
        {
            rd_kafka_conf_set_oauthbearer_token_refresh_cb(configuration, &OnTokenRefresh);
            rd_kafka_conf_enable_sasl_queue(configuration, 1);
        }

        if (client.Rebalance is not null)
        {
            rd_kafka_conf_set_rebalance_cb(configuration, &OnRebalance);
        }

        if (client.Delivery is not null)
        {
            rd_kafka_conf_set_dr_msg_cb(configuration, &OnDelivery);
        }
    }

    private static NativeClient? ClientOf(nint opaque) => opaque == 0 ? null : GCHandle.FromIntPtr(opaque).Target as NativeClient;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(nint client, int level, byte* facility, byte* message)
    {
        try
        {
            if (client != 0 && ClientOf(ClientFunctions.rd_kafka_opaque(client))?.Callbacks.Log is { } log)
            {
                log(level, Text(facility), Text(message));
            }
        }
        catch (Exception)
        {
            // Nobody is left to tell: the log itself failed, on a thread of librdkafka.
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(nint client, int code, byte* reason, nint opaque)
    {
        try
        {
            if (ClientOf(opaque)?.Callbacks.Error is { } hear)
            {
                hear(code == NativeErrorCodes.Fatal ? NativeError.FromCode(client, code) : new NativeError(code, Text(reason)));
            }
        }
        catch (Exception exception)
        {
            ClientOf(opaque)?.KeepHandlerFailure(exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStatistics(nint client, byte* json, nuint length, nint opaque)
    {
        try
        {
            var callbacks = ClientOf(opaque)?.Callbacks;
            callbacks?.RawStatistics?.Invoke(new ReadOnlySpan<byte>(json, (int)length));
            callbacks?.Statistics?.Invoke(Marshal.PtrToStringUTF8((nint)json, (int)length));
        }
        catch (Exception exception)
        {
            ClientOf(opaque)?.KeepHandlerFailure(exception);
        }

        return 0; // librdkafka frees the text
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnTokenRefresh(nint client, byte* options, nint opaque)
    {
        if (ClientOf(opaque)?.Callbacks.RefreshToken is { } refresh)
        {
            BearerTokenRefresh.Run(client, refresh);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnRebalance(nint client, int code, NativePartitionList* partitions, nint opaque)
    {
        var owner = ClientOf(opaque);
        try
        {
            owner?.Rebalance?.Invoke(code, partitions);
        }
        catch (Exception exception)
        {
            owner?.KeepHandlerFailure(exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDelivery(nint client, NativeMessage* message, nint opaque)
    {
        var owner = ClientOf(opaque);
        try
        {
            owner?.Delivery?.Invoke(message);
        }
        catch (Exception exception)
        {
            owner?.KeepHandlerFailure(exception);
        }
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
