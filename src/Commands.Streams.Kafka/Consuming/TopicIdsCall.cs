using System.Runtime.InteropServices;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.AdminFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>Asks for the ids of topics on a client's own handle, because librdkafka's metadata leave them out. It creates no topic.</summary>
internal static unsafe class TopicIdsCall
{
    private const string What = "The cluster did not say which ids its topics have";

    /// <summary>Asks, and waits for the answer.</summary>
    /// <returns>The ids of those that exist; <see cref="Guid.Empty"/> if the cluster has none.</returns>
    /// <exception cref="ClientException">The cluster did not answer in time, or refuses to.</exception>
    public static IReadOnlyDictionary<string, Guid> Run(NativeClient client, IReadOnlyCollection<string> topics, TimeSpan timeout)
    {
        if (topics.Count == 0)
        {
            return new Dictionary<string, Guid>();
        }

        var milliseconds = Math.Max(1, NativeTimeout.Milliseconds(timeout));
        var queue = rd_kafka_queue_new(client.Handle);
        try
        {
            Ask(client.Handle, topics, milliseconds, queue);
            var answer = rd_kafka_queue_poll(queue, milliseconds);
            if (answer == 0)
            {
                throw KafkaErrors.Create(NativeError.FromCode(client.Handle, NativeErrorCodes.TimedOut), What);
            }

            try
            {
                return Read(client.Handle, answer);
            }
            finally
            {
                rd_kafka_event_destroy(answer);
            }
        }
        finally
        {
            rd_kafka_queue_destroy(queue);
        }
    }

    /// <summary>An id as librdkafka has it.</summary>
    public static Guid ToGuid(long high, long low)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, high);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }

    private static void Ask(nint client, IReadOnlyCollection<string> topics, int milliseconds, nint queue)
    {
        nint[] names = [.. topics.Select(Marshal.StringToCoTaskMemUTF8)];
        var options = rd_kafka_AdminOptions_new(client, DescribeTopicsOperation);
        _ = rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, null, 0);
        fixed (nint* first = names)
        {
            var collection = rd_kafka_TopicCollection_of_topic_names(first, (nuint)names.Length);
            rd_kafka_DescribeTopics(client, collection, options, queue);
            rd_kafka_TopicCollection_destroy(collection);
        }

        rd_kafka_AdminOptions_destroy(options);
        Array.ForEach(names, Marshal.FreeCoTaskMem);
    }

    private static Dictionary<string, Guid> Read(nint client, nint answer)
    {
        var code = rd_kafka_event_error(answer);
        if (code != NativeErrorCodes.None)
        {
            throw KafkaErrors.Create(NativeError.FromCode(client, code) with { Reason = Text(rd_kafka_event_error_string(answer)) }, What);
        }

        nuint count;
        var topics = rd_kafka_DescribeTopics_result_topics(rd_kafka_event_DescribeTopics_result(answer), &count);
        var ids = new Dictionary<string, Guid>((int)count);
        for (nuint i = 0; i < count; i++)
        {
            var name = Text(rd_kafka_TopicDescription_name(topics[i]));
            var error = rd_kafka_TopicDescription_error(topics[i]);
            code = error == 0 ? NativeErrorCodes.None : ErrorFunctions.rd_kafka_error_code(error);
            if (code is NativeErrorCodes.None or NativeErrorCodes.LeaderNotAvailable)
            {
                ids[name] = IdOf(topics[i]);
            }
            else if (code != NativeErrorCodes.UnknownTopicOrPartition)
            {
                throw KafkaErrors.Create(NativeError.FromCode(client, code), $"The cluster did not say which id topic '{name}' has");
            }
        }

        return ids;
    }

    private static Guid IdOf(nint topic)
    {
        var id = rd_kafka_TopicDescription_topic_id(topic);
        return id == 0 ? Guid.Empty : ToGuid(rd_kafka_Uuid_most_significant_bits(id), rd_kafka_Uuid_least_significant_bits(id));
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
