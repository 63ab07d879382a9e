using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using static Commands.Streams.Kafka.Native.AdminFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>
/// Asks what topics there are, on a client's own handle, all in one request. It creates no topic, neither in the cluster nor in the client; librdkafka's
/// metadata do both, and leave the ids out.
/// </summary>
internal static unsafe class TopicDescriptions
{
    private const string What = "The cluster did not list its topics";

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="ClientException">The cluster did not answer in time, or refuses to.</exception>
    public static IReadOnlyDictionary<string, TopicDescription> Ask(NativeClient client, IReadOnlyCollection<string> topics, TimeSpan timeout)
    {
        if (topics.Count == 0)
        {
            return new Dictionary<string, TopicDescription>();
        }

        var milliseconds = Math.Max(1, NativeTimeout.Milliseconds(timeout));
        var queue = rd_kafka_queue_new(client.Handle);
        try
        {
            Begin(client, topics, milliseconds, queue);
            var answer = rd_kafka_queue_poll(queue, milliseconds);
            if (answer == 0)
            {
                throw KafkaErrors.Create(NativeError.FromCode(client.Handle, NativeErrorCodes.TimedOut), What);
            }

            try
            {
                return Read(client, answer);
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

    /// <summary>The ids of the topics that exist.</summary>
    /// <exception cref="ClientException">The cluster did not answer in time, or refuses to.</exception>
    public static IReadOnlyDictionary<string, Guid> AskIds(NativeClient client, IReadOnlyCollection<string> topics, TimeSpan timeout)
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var (name, topic) in Ask(client, topics, timeout))
        {
            if (topic.Exists)
            {
                ids[name] = topic.Id;
            }
            else if (topic.Code != NativeErrorCodes.UnknownTopicOrPartition)
            {
                throw KafkaErrors.Create(NativeError.FromCode(client.Handle, topic.Code), $"The cluster did not say which id topic '{name}' has");
            }
        }

        return ids;
    }

    /// <summary>Asks without waiting; the answer comes to the queue.</summary>
    public static void Begin(NativeClient client, IReadOnlyCollection<string> topics, int timeoutMilliseconds, nint queue)
    {
        nint[] names = [.. topics.Select(Marshal.StringToCoTaskMemUTF8)];
        var options = rd_kafka_AdminOptions_new(client.Handle, DescribeTopicsOperation);
        _ = rd_kafka_AdminOptions_set_request_timeout(options, timeoutMilliseconds, null, 0);
        fixed (nint* first = names)
        {
            var collection = rd_kafka_TopicCollection_of_topic_names(first, (nuint)names.Length);
            rd_kafka_DescribeTopics(client.Handle, collection, options, queue);
            rd_kafka_TopicCollection_destroy(collection);
        }

        rd_kafka_AdminOptions_destroy(options);
        Array.ForEach(names, Marshal.FreeCoTaskMem);
    }

    /// <summary>Reads an answer; the caller destroys it.</summary>
    /// <exception cref="ClientException">The cluster did not answer in time, or refuses to.</exception>
    public static Dictionary<string, TopicDescription> Read(NativeClient client, nint answer)
    {
        var code = rd_kafka_event_error(answer);
        if (code != NativeErrorCodes.None)
        {
            throw KafkaErrors.Create(NativeError.FromCode(client.Handle, code) with { Reason = Text(rd_kafka_event_error_string(answer)) }, What);
        }

        nuint count, partitions;
        var topics = rd_kafka_DescribeTopics_result_topics(rd_kafka_event_DescribeTopics_result(answer), &count);
        var found = new Dictionary<string, TopicDescription>((int)count);
        for (nuint i = 0; i < count; i++)
        {
            var error = rd_kafka_TopicDescription_error(topics[i]);
            _ = rd_kafka_TopicDescription_partitions(topics[i], &partitions);
            found[Text(rd_kafka_TopicDescription_name(topics[i]))] =
                new TopicDescription(error == 0 ? NativeErrorCodes.None : ErrorFunctions.rd_kafka_error_code(error), IdOf(topics[i]), (int)partitions);
        }

        return found;
    }

    /// <summary>An id as librdkafka has it.</summary>
    public static Guid ToGuid(long high, long low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }

    private static Guid IdOf(nint topic)
    {
        var id = rd_kafka_TopicDescription_topic_id(topic);
        return id == 0 ? Guid.Empty : ToGuid(rd_kafka_Uuid_most_significant_bits(id), rd_kafka_Uuid_least_significant_bits(id));
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
