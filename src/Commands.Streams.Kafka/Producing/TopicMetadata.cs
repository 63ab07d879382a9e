using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ProduceFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>Asks the cluster how many partitions a topic has.</summary>
internal static unsafe class TopicMetadata
{
    private const int LeaderNotAvailable = 5;
    private const int PauseMilliseconds = 100;

    // A topic that the cluster makes on demand is unknown at first; one that is still unknown after this long will not appear.
    private const int UnknownAttempts = 20;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="client">The producer.</param>
    /// <param name="topic">The topic's handle.</param>
    /// <param name="name">The topic's name.</param>
    /// <param name="timeoutMilliseconds">How long one question may take.</param>
    /// <exception cref="ClientException">The topic does not exist, or the cluster did not answer in time.</exception>
    public static int PartitionCount(NativeClient client, nint topic, string name, int timeoutMilliseconds)
    {
        var pause = rd_kafka_queue_new(client.Handle);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var code = Ask(client, topic, name, timeoutMilliseconds, out var count);
                if (code == NativeErrorCodes.None && count > 0)
                {
                    return count;
                }

                if (attempt == UnknownAttempts || code is not (NativeErrorCodes.None or NativeErrorCodes.UnknownTopicOrPartition or LeaderNotAvailable))
                {
                    throw Failure(client, name, code);
                }

                _ = rd_kafka_queue_poll_callback(pause, PauseMilliseconds);
            }
        }
        finally
        {
            rd_kafka_queue_destroy(pause);
        }
    }

    private static int Ask(NativeClient client, nint topic, string name, int timeoutMilliseconds, out int count)
    {
        NativeMetadata* metadata;
        count = 0;
        var code = rd_kafka_metadata(client.Handle, 0, topic, &metadata, timeoutMilliseconds);
        if (code != NativeErrorCodes.None)
        {
            throw KafkaErrors.Create(NativeError.FromCode(client.Handle, code), $"The cluster did not say how many partitions topic '{name}' has");
        }

        if (metadata->TopicCount > 0)
        {
            code = metadata->Topics[0].Error;
            count = metadata->Topics[0].PartitionCount;
        }

        rd_kafka_metadata_destroy(metadata);
        return code;
    }

    private static ClientException Failure(NativeClient client, string name, int code) => KafkaErrors.Create(
        NativeError.FromCode(client.Handle, code == NativeErrorCodes.None ? NativeErrorCodes.UnknownTopicOrPartition : code),
        code is NativeErrorCodes.None or NativeErrorCodes.UnknownTopicOrPartition
            ? $"Topic '{name}' does not exist; create it, or correct the name"
            : $"The cluster does not say how many partitions topic '{name}' has");
}
