using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.GroupFunctions;
using static Commands.Streams.Kafka.Native.MessageFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// The queue of one assigned partition, cut off from the consumer's own queue before the assignment is set, so that its records wait here until the
/// worker takes them.
/// </summary>
internal sealed unsafe class PartitionQueue : IDisposable
{
    private readonly nint _client;
    private readonly ConsumerErrors _errors;
    private readonly PartitionList _self;
    private nint _queue;
    private ClientException? _failure;
    private bool _tookRecords;
    private bool _reachedEnd;
    private long _endOffset;

    /// <summary>Cuts the partition's queue off and has it wake the worker.</summary>
    public PartitionQueue(nint client, TopicPartition partition, QueueWakeUp wakeUp, ConsumerErrors errors)
    {
        _client = client;
        _errors = errors;
        Partition = partition;
        _self = PartitionList.Of(partition);
        _queue = rd_kafka_queue_get_partition(client, _self.Native->Elements[0].Topic, partition.Partition);
        rd_kafka_queue_forward(_queue, 0);
        wakeUp.Attach(_queue);
    }

    /// <summary>The partition.</summary>
    public TopicPartition Partition { get; }

    /// <summary>Takes what is there, without waiting. An error found behind records is thrown by the next call.</summary>
    public RecordBatch? Take(MessageArrayPool pool, int maxRecords)
    {
        ThrowIfFailed();
        var array = pool.Rent(maxRecords);
        var count = (int)rd_kafka_consume_batch_queue(_queue, 0, array.Messages, (nuint)maxRecords);
        if (count > 0)
        {
            count = KeepRecords(array.Messages, count);
        }

        if (count > 0)
        {
            array.Count = count;
            _tookRecords = true;
            return new KafkaRecordBatch(Partition, array, pool);
        }

        pool.Return(array);
        ThrowIfFailed();
        return count == 0 ? null : throw KafkaErrors.Create(
            NativeError.FromCode(_client, ErrorFunctions.rd_kafka_last_error()), $"Records of {Partition} cannot be taken");
    }

    /// <summary>Whether nothing waits here and the position has reached the end that the last fetch reported.</summary>
    public bool IsAtEnd()
    {
        if (rd_kafka_queue_length(_queue) != 0)
        {
            return false;
        }

        // The end is announced only after another fetch found nothing, up to fetch.wait.max.ms later; position and high watermark tell at once.
        return _reachedEnd || (_tookRecords && PositionIsHighWatermark());
    }

    /// <summary>
    /// Whether nothing waits here and the end that was announced is the high watermark: reading committed records, it is announced before an open
    /// transaction too.
    /// </summary>
    public bool IsAtLogEnd() =>
        rd_kafka_queue_length(_queue) == 0 && ((_reachedEnd && _endOffset >= HighWatermark()) || (_tookRecords && PositionIsHighWatermark()));

    /// <summary>Forgets what is known of the end, because reading goes on elsewhere.</summary>
    public void Restart()
    {
        _tookRecords = false;
        _reachedEnd = false;
    }

    /// <summary>Gives the queue back; its records are not handed out any more.</summary>
    public void Dispose()
    {
        if (_queue != 0)
        {
            QueueWakeUp.Detach(_queue);
            rd_kafka_queue_destroy(_queue);
            _queue = 0;
            _self.Dispose();
        }
    }

    private int KeepRecords(NativeMessage** messages, int count)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var message = messages[i];
            if (message->Error == NativeErrorCodes.None)
            {
                messages[kept++] = message;
                _reachedEnd = false;
            }
            else
            {
                Note(message);
                rd_kafka_message_destroy(message);
            }
        }

        return kept;
    }

    private void Note(NativeMessage* message)
    {
        if (message->Error == NativeErrorCodes.PartitionEnd)
        {
            _reachedEnd = true;
            _endOffset = message->Offset;
        }
        else
        {
            _failure ??= _errors.Judge(message);
        }
    }

    private bool PositionIsHighWatermark()
    {
        ref var element = ref _self.Native->Elements[0];
        return rd_kafka_position(_client, _self.Native) == NativeErrorCodes.None && element.Offset >= HighWatermark();
    }

    /// <summary>The high watermark by the last fetch; the largest number where it is not known.</summary>
    private long HighWatermark()
    {
        long low, high;
        ref var element = ref _self.Native->Elements[0];
        return rd_kafka_get_watermark_offsets(_client, element.Topic, element.Partition, &low, &high) == NativeErrorCodes.None && high >= 0 ? high : long.MaxValue;
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            _failure = null;
            throw failure;
        }
    }
}
