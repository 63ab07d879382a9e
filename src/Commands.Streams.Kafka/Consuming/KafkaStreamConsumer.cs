using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Groups;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.GroupFunctions;
using static Commands.Streams.Kafka.Native.MessageFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// A consumer on librdkafka's own functions: a queue per partition, read in batches of native messages. Used by one thread; only the wake-up comes
/// from others.
/// </summary>
internal sealed unsafe class KafkaStreamConsumer : IGroupMember
{
    private readonly string _groupId;
    private readonly MessageArrayPool _arrays = new();
    private readonly QueueWakeUp _wakeUp;
    private readonly GroupRebalance _rebalance;
    private readonly NativeClient _client;
    private readonly ConsumerErrors _errors;
    private readonly LogOffsetInquiry _inquiry;
    private readonly StrayedPartitions _strayed;
    private readonly AssignedPartitions _assigned;
    private readonly GroupSubscription _subscription;
    private nint _queue;
    private bool _closed;

    /// <summary>Makes the consumer; no connection is waited for.</summary>
    /// <param name="options">The user's options by librdkafka's names.</param>
    /// <param name="settings">What the worker asks for; wins over the options.</param>
    /// <param name="callbacks">Where logs, errors and statistics go.</param>
    /// <param name="time">The clock that metadata ages by.</param>
    public KafkaStreamConsumer(
        IReadOnlyDictionary<string, string> options, ConsumerSettings settings, NativeCallbacks callbacks, TimeProvider? time = null)
    {
        TimeSpan refreshInterval;
        _groupId = settings.GroupId;
        _rebalance = new GroupRebalance(settings.GroupId);
        using (var configuration = ConsumerConfiguration.Create(options, settings))
        {
            refreshInterval = ConsumerConfiguration.MetadataRefreshInterval(configuration);
            _client = NativeClient.Create(NativeClientType.Consumer, configuration, callbacks, rebalance: _rebalance.Handle);
        }

        _wakeUp = new QueueWakeUp(settings.Wake);
        time ??= TimeProvider.System;
        _subscription = new GroupSubscription(_client, settings.GroupId, time, refreshInterval);
        _errors = new ConsumerErrors(_client, $"group '{settings.GroupId}'");
        _inquiry = new LogOffsetInquiry(_client, settings.ReadCommitted, _wakeUp);
        _strayed = new StrayedPartitions(_inquiry, settings.Wake, TellOfLoss, time);
        _assigned = new AssignedPartitions(_client, _wakeUp, _errors, _strayed);
        _rebalance.Attach(_client, _assigned, new GroupOffsets(_client, settings.OffsetReset));
        _ = rd_kafka_poll_set_consumer(_client.Handle);
        _queue = rd_kafka_queue_get_consumer(_client.Handle);
        _wakeUp.Attach(_queue);
    }

    /// <inheritdoc/>
    public void Subscribe(TopicSubscription subscription, IRebalanceListener listener)
    {
        _rebalance.Listener = listener;
        _subscription.Begin(subscription);
    }

    /// <inheritdoc/>
    public void Poll()
    {
        _subscription.RefreshIfDue();
        NativeMessage* message;
        while ((message = rd_kafka_consumer_poll(_client.Handle, 0)) != null)
        {
            ServeMessage(message);
        }

        _client.ThrowIfHandlerFailed();
        _strayed.Settle();
    }

    /// <inheritdoc/>
    public RecordBatch? Take(TopicPartition partition, int maxRecords)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        return _assigned.Get(partition).Take(_arrays, maxRecords);
    }

    /// <inheritdoc/>
    public bool IsAtEnd(TopicPartition partition) => _assigned.Get(partition).IsAtEnd();

    /// <inheritdoc/>
    public bool IsAtLogEnd(TopicPartition partition) => _assigned.Get(partition).IsAtLogEnd();

    /// <inheritdoc/>
    public long Position(TopicPartition partition) => _assigned.Get(partition).Position;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout) =>
        TopicDescriptions.AskIds(_client, topics, timeout);

    /// <inheritdoc/>
    public string? ClusterId(TimeSpan timeout) => _client.ClusterId(timeout);

    /// <inheritdoc/>
    public void Seek(TopicPartition partition, long offset) => _assigned.Get(partition).Seek(offset);

    /// <inheritdoc/>
    public IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout)
    {
        using var list = PartitionList.Of(partitions);
        var what = $"Committed offsets of group '{_groupId}' could not be read";
        var code = rd_kafka_committed(_client.Handle, list.Native, NativeTimeout.Milliseconds(timeout));
        if (code == NativeErrorCodes.TimedOut)
        {
            throw KafkaErrors.Create(
                (Confluent.Kafka.ErrorCode)code,
                what,
                $"there was no answer within {timeout}. Where the cluster is up, a transaction of the group that nobody ended keeps them back: " +
                "kafka-transactions.sh finds it (find-hanging) and ends it (abort)");
        }

        Check(code, what);
        var offsets = new OffsetCommit[partitions.Count];
        for (var i = 0; i < offsets.Length; i++)
        {
            ref var element = ref list.Native->Elements[i];
            Check(element.Error, $"{what} for {partitions[i]}");
            offsets[i] = new OffsetCommit(partitions[i], element.Offset, PartitionList.MetadataOf(element));
        }

        return offsets;
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<OffsetCommit> offsets)
    {
        ArgumentOutOfRangeException.ThrowIfZero(offsets.Count);
        OffsetCommitCall.Run(_client, _groupId, offsets);
    }

    /// <inheritdoc/>
    public nint TakeGroupMetadata() => rd_kafka_consumer_group_metadata(_client.Handle);

    /// <inheritdoc/>
    public void Close()
    {
        if (!_closed)
        {
            _closed = true;
            var code = rd_kafka_consumer_close(_client.Handle);
            _client.ThrowIfHandlerFailed();
            Check(code, $"The consumer could not leave group '{_groupId}' in order");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_queue != 0)
        {
            _arrays.Close();
            _assigned.Dispose();
            _inquiry.Dispose();
            QueueWakeUp.Detach(_queue);
            rd_kafka_queue_destroy(_queue);
            _queue = 0;
            _client.Dispose();
            _wakeUp.Dispose();
        }
    }

    private void TellOfLoss(TopicPartition partition, long position, long logStart, long logEnd) =>
        _rebalance.Listener?.OnPositionLost(partition, position, logStart, logEnd);

    private void ServeMessage(NativeMessage* message)
    {
        var failure = message->Error == NativeErrorCodes.None
            ? throw new InvalidOperationException("A record arrived outside of its partition's queue; it would be lost.")
            : _errors.Judge(message);
        rd_kafka_message_destroy(message);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private void Check(int code, string what)
    {
        if (code != NativeErrorCodes.None)
        {
            throw KafkaErrors.Create(NativeError.FromCode(_client.Handle, code), what);
        }
    }
}
