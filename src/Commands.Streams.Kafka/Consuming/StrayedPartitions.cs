using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ReaderFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// The partitions that librdkafka continued to read at another position. Whoever owns them is told, with the bounds of the log, unless the
/// offset can be read after all.
/// </summary>
internal sealed unsafe class StrayedPartitions(NativeClient client, Action wake, PositionLostHandler tell, TimeProvider time)
{
    private const int TimeoutMilliseconds = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<PartitionQueue> _queues = [];
    private long _triedAt;
    private bool _mustPause;

    /// <summary>A partition has lost its place.</summary>
    public void Add(PartitionQueue queue)
    {
        _queues.Add(queue);
        wake();
    }

    /// <summary>A partition is not read any more.</summary>
    public void Remove(PartitionQueue queue) => _queues.Remove(queue);

    /// <summary>Tells of what was added.</summary>
    public void Settle()
    {
        if (_queues.Count == 0 || (_mustPause && time.GetElapsedTime(_triedAt) < Pause))
        {
            return;
        }

        _mustPause = false;
        foreach (var queue in _queues.ToArray())
        {
            if (_queues.Remove(queue) && queue.GoesOnAt is { } found)
            {
                Settle(queue, found);
            }
        }
    }

    private void Settle(PartitionQueue queue, long found)
    {
        long start, end;
        var (topic, partition) = queue.Partition;
        var code = rd_kafka_query_watermark_offsets(client.Handle, topic, partition, &start, &end, TimeoutMilliseconds);
        if (code != NativeErrorCodes.None)
        {
            AskAgainLater(queue, code);
        }
        else if (found != start || queue.Position < start || queue.Position > end)
        {
            // A position before the end, but not at the start, means that the log was truncated and has grown again.
            tell(queue.Partition, queue.Position, start, found > start && found < queue.Position ? Math.Min(found, end) : end);
        }
        else
        {
            // A broker that has just become the leader may for a moment know less than the one before it.
            PauseBeforeNext();
            queue.Seek(queue.Position);
        }
    }

    private void AskAgainLater(PartitionQueue queue, int code)
    {
        var error = KafkaErrors.Create(
            NativeError.FromCode(client.Handle, code), $"The cluster did not say where the log of {queue.Partition} starts and ends");
        client.Callbacks.Error?.Invoke(new NativeError(code, error.Message));
        _queues.Add(queue);
        PauseBeforeNext();
    }

    private void PauseBeforeNext()
    {
        _mustPause = true;
        _triedAt = time.GetTimestamp();
    }
}
