using System.Runtime.InteropServices;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ProduceFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>Lists the topics of a cluster for a consumer that subscribes by pattern.</summary>
internal static unsafe class ClusterTopics
{
    /// <summary>The names of all topics that exist, those of the cluster itself included.</summary>
    /// <exception cref="Commands.Streams.Errors.ClientException">The cluster did not answer in time.</exception>
    public static List<string> List(NativeClient client, int timeoutMilliseconds)
    {
        NativeMetadata* metadata;
        var code = rd_kafka_metadata(client.Handle, 1, 0, &metadata, timeoutMilliseconds);
        if (code != NativeErrorCodes.None)
        {
            throw KafkaErrors.Create(NativeError.FromCode(client.Handle, code), "The cluster did not list its topics");
        }

        var names = new List<string>(metadata->TopicCount);
        for (var i = 0; i < metadata->TopicCount; i++)
        {
            if (metadata->Topics[i].Error == NativeErrorCodes.None)
            {
                names.Add(Marshal.PtrToStringUTF8((nint)metadata->Topics[i].Topic)!);
            }
        }

        rd_kafka_metadata_destroy(metadata);
        return names;
    }
}
