using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.GroupFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// One seek. A partition that was assigned a moment ago refuses it until librdkafka has begun to fetch, so it is asked again until the limit.
/// </summary>
internal static unsafe class SeekCall
{
    private const int TimeoutMilliseconds = 10_000;
    private const int PauseMilliseconds = 10;

    /// <summary>Seeks and waits until it is done.</summary>
    public static void Run(NativeClient client, TopicPartition partition, long offset)
    {
        using var list = PartitionList.Of(partition, offset);
        var pause = rd_kafka_queue_new(client.Handle);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var error = Try(client, list.Native);
                if (error is null)
                {
                    return;
                }

                if (error.Value.Code != NativeErrorCodes.State || attempt == TimeoutMilliseconds / PauseMilliseconds)
                {
                    throw KafkaErrors.Create(error.Value, $"Partition {partition} could not be read from offset {offset}");
                }

                _ = rd_kafka_queue_poll_callback(pause, PauseMilliseconds);
            }
        }
        finally
        {
            rd_kafka_queue_destroy(pause);
        }
    }

    private static NativeError? Try(NativeClient client, NativePartitionList* list)
    {
        if (NativeError.Take(rd_kafka_seek_partitions(client.Handle, list, TimeoutMilliseconds)) is { } error)
        {
            return error;
        }

        var code = list->Elements[0].Error;
        return code == NativeErrorCodes.None ? null : NativeError.FromCode(client.Handle, code);
    }
}
