using System.Globalization;
using System.Runtime.InteropServices;
using static Commands.Streams.Kafka.Native.AdminFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>Asks for the <c>max.message.bytes</c> of topics on a client's own handle, all in one request.</summary>
internal static unsafe class TopicLimits
{
    private const string Setting = "max.message.bytes";

    /// <summary>Asks without waiting; the answer comes to the queue.</summary>
    public static void Begin(NativeClient client, IReadOnlyCollection<string> topics, int timeoutMilliseconds, nint queue)
    {
        nint[] resources = [.. topics.Select(topic => rd_kafka_ConfigResource_new(TopicResource, topic))];
        var options = rd_kafka_AdminOptions_new(client.Handle, DescribeConfigsOperation);
        _ = rd_kafka_AdminOptions_set_request_timeout(options, timeoutMilliseconds, null, 0);
        fixed (nint* first = resources)
        {
            rd_kafka_DescribeConfigs(client.Handle, first, (nuint)resources.Length, options, queue);
        }

        rd_kafka_AdminOptions_destroy(options);
        Array.ForEach(resources, rd_kafka_ConfigResource_destroy);
    }

    /// <summary>Reads an answer; the caller destroys it.</summary>
    /// <returns>The limits of those topics whose settings may be read.</returns>
    public static Dictionary<string, int> Read(nint answer)
    {
        var limits = new Dictionary<string, int>();
        if (rd_kafka_event_error(answer) == NativeErrorCodes.None)
        {
            nuint count;
            var resources = rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(answer), &count);
            for (nuint i = 0; i < count; i++)
            {
                if (rd_kafka_ConfigResource_error(resources[i]) == NativeErrorCodes.None && Find(resources[i]) is { } limit)
                {
                    limits[Text(rd_kafka_ConfigResource_name(resources[i]))] = limit;
                }
            }
        }

        return limits;
    }

    private static int? Find(nint resource)
    {
        nuint count;
        var entries = rd_kafka_ConfigResource_configs(resource, &count);
        for (nuint i = 0; i < count; i++)
        {
            if (Text(rd_kafka_ConfigEntry_name(entries[i])) == Setting)
            {
                return int.TryParse(Text(rd_kafka_ConfigEntry_value(entries[i])), CultureInfo.InvariantCulture, out var limit) ? limit : null;
            }
        }

        return null;
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
