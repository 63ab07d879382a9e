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
    private readonly NativeClient _client;
    private readonly ConsumerErrors _errors;
    private readonly StrayedPartitions _strayed;
    private readonly PartitionList _self;
    private nint _queue;
    private ClientException? _failure;
    private bool _tookRecords;
    private bool _reachedEnd;
    private long _endOffset;

    /// <summary>Cuts the partition's queue off and has it wake the worker.</summary>
    public PartitionQueue(NativeClient client, TopicPartition partition, QueueWakeUp wakeUp, ConsumerErrors errors, StrayedPartitions strayed)
    {
        _client = client;
        _errors = errors;
        _strayed = strayed;
        Partition = partition;
        _self = PartitionList.Of(partition);
        _queue = rd_kafka_queue_get_partition(client.Handle, _self.Native->Elements[0].Topic, partition.Partition);
        rd_kafka_queue_forward(_queue, 0);
        wakeUp.Attach(_queue);
    }

    /// <summary>The partition.</summary>
    public TopicPartition Partition { get; }

    /// <summary>
    /// The offset behind everything that was taken and behind what librdkafka passed over after it. librdkafka's own position does not pass markers of
    /// transactions; the announcement of the end does, and it stands behind the records in the queue.
    /// </summary>
    public long Position { get; private set; } = Offsets.Unknown;

    /// <summary>
    /// Where librdkafka went on after <see cref="Position"/> was not in the log any more; <see langword="null"/> while nothing of that kind has happened.
    /// Nothing is handed out then until somebody seeks.
    /// </summary>
    public long? GoesOnAt { get; private set; }

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
            NativeError.FromCode(_client.Handle, ErrorFunctions.rd_kafka_last_error()), $"Records of {Partition} could not be taken");
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

    /// <summary>Reads on from another place; what is known of the old one is forgotten.</summary>
    public void Seek(long offset)
    {
        // As a number the end is known at once, and what is written from now on lies behind it.
        offset = offset == Offsets.End ? AskEnd() : offset;
        _tookRecords = false;
        _reachedEnd = false;
        _failure = null;
        GoesOnAt = null;
        Position = offset >= 0 ? offset : Offsets.Unknown;
        SeekCall.Run(_client, Partition, offset);
    }

    /// <summary>Says where reading begins, before it does.</summary>
    public void Begin(long offset) => Position = offset >= 0 ? offset : Offsets.Unknown;

    /// <summary>Has the next <see cref="Take"/> throw, unless somebody seeks before.</summary>
    public void Fail(ClientException failure) => _failure = failure;

    /// <summary>Gives the queue back; its records are not handed out any more.</summary>
    public void Dispose()
    {
        if (_queue != 0)
        {
            _strayed.Remove(this);
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
            if (message->Error == NativeErrorCodes.None && IsNext(message->Offset))
            {
                messages[kept++] = message;
                Position = message->Offset + 1;
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
            if (IsNext(message->Offset))
            {
                _reachedEnd = true;
                _endOffset = message->Offset;
                Position = message->Offset;
            }
        }
        else if (message->Error != NativeErrorCodes.None)
        {
            _failure ??= _errors.Judge(message);
        }
    }

    /// <summary>
    /// Whether an offset follows the position. Gaps are usual: markers, aborted records and compacted ones have none. It does not follow if it is smaller,
    /// or if the log begins behind the position.
    /// </summary>
    private bool IsNext(long offset)
    {
        if ((offset == Position || Position < 0 || (offset > Position && LogStart() <= Position)) && GoesOnAt is null)
        {
            return true;
        }

        if (GoesOnAt is null)
        {
            GoesOnAt = offset;
            _strayed.Add(this);
        }

        return false;
    }

    private bool PositionIsHighWatermark()
    {
        ref var element = ref _self.Native->Elements[0];
        return rd_kafka_position(_client.Handle, _self.Native) == NativeErrorCodes.None && element.Offset >= HighWatermark();
    }

    /// <summary>The end of the log; reading committed records, the last stable offset.</summary>
    private long AskEnd()
    {
        const int timeoutMilliseconds = 5_000;
        long low, high;
        var code = ReaderFunctions.rd_kafka_query_watermark_offsets(_client.Handle, Partition.Topic, Partition.Partition, &low, &high, timeoutMilliseconds);
        return code == NativeErrorCodes.None
            ? LogOffsetInquiry.Combine(low, high).End
            : throw KafkaErrors.Create(NativeError.FromCode(_client.Handle, code), $"The cluster did not say where {Partition} ends");
    }

    /// <summary>The oldest offset by the last fetch; negative if it did not say.</summary>
    private long LogStart()
    {
        long low, high;
        ref var element = ref _self.Native->Elements[0];
        return rd_kafka_get_watermark_offsets(_client.Handle, element.Topic, element.Partition, &low, &high) == NativeErrorCodes.None ? low : -1;
    }

    /// <summary>The high watermark of the last fetch; the largest number if it is not known.</summary>
    private long HighWatermark()
    {
        long low, high;
        ref var element = ref _self.Native->Elements[0];
        return rd_kafka_get_watermark_offsets(_client.Handle, element.Topic, element.Partition, &low, &high) == NativeErrorCodes.None && high >= 0
            ? high
            : long.MaxValue;
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
