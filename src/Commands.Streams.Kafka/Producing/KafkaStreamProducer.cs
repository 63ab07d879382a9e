using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.ClientFunctions;
using static Commands.Streams.Kafka.Native.ProduceFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// A worker's producer on librdkafka's own functions. Delivery reports arrive inside <see cref="Poll"/>, <see cref="WaitForRoom"/> and
/// <see cref="Flush"/>, on the worker's thread, and only for failures. Used by one thread.
/// </summary>
internal sealed partial class KafkaStreamProducer : IStreamProducer
{
    private const int WaitSliceMilliseconds = 5;

    private readonly DeliveryFailures _failures;
    private readonly BlockedPartitions _blocked = new();
    private readonly TimeProvider _time;
    private readonly NativeClient _client;
    private readonly QueueRoom _room;
    private readonly ProducerTopics _topics;
    private readonly QueueWakeUp? _wakeUp;
    private nint _mainQueue;

    /// <summary>Makes the producer; no connection is waited for.</summary>
    /// <param name="options">The user's options by librdkafka's names.</param>
    /// <param name="settings">What the worker asks for; wins over the options.</param>
    /// <param name="callbacks">Where logs, errors and statistics go.</param>
    /// <param name="time">The clock that metadata ages by.</param>
    /// <param name="limits">What the client's topics take; this producer's own by default.</param>
    public KafkaStreamProducer(
        IReadOnlyDictionary<string, string> options, ProducerSettings settings, NativeCallbacks callbacks, TimeProvider time, BatchLimits? limits = null)
    {
        limits ??= new BatchLimits();
        _time = time;
        _failures = new DeliveryFailures(settings.TransactionalId is not null);
        using (var configuration = ProducerConfiguration.CreateForWorker(options, settings, limits.Smallest))
        {
            var batchBytes = ProducerConfiguration.BatchBytes(configuration);
            _room = new QueueRoom(ProducerConfiguration.QueueCapacity(configuration));
            _client = CreateClient(configuration, WithStatistics(configuration, callbacks));
            _failures.Client = _client;
            _failures.IsBatchTooLarge = (topic, size) => limits.IsBatch(size, _topics!.FindLimit(topic), batchBytes);
        }

        _topics = new ProducerTopics(_client, _room, time);
        _transactionalId = settings.TransactionalId;
        _offsetsCall = new LimitedCall($"{settings.ClientId}-offsets");
        _mainQueue = rd_kafka_queue_get_main(_client.Handle);
        if (settings.Wake is { } wake)
        {
            _wakeUp = new QueueWakeUp(wake);
            _wakeUp.Attach(_mainQueue);
        }
    }

    /// <inheritdoc/>
    public DeliveryFailureHandler? OnDeliveryFailure
    {
        get => _failures.Handler;
        set => _failures.Handler = value;
    }

    /// <inheritdoc/>
    public bool HasRoom => _room.IsIn(_client);

    /// <inheritdoc/>
    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked) =>
        _blocked.Collect(longerThan, _time.GetTimestamp(), _time.TimestampFrequency, blocked);

    /// <inheritdoc/>
    public bool HasLeader(TopicPartition partition) => _blocked.HasLeader(partition);

    /// <inheritdoc/>
    public IProducerTopic GetTopic(string name) => _topics.Get(name);

    /// <inheritdoc/>
    public void Poll()
    {
        ServeReports(0);
        _topics.Serve();
    }

    /// <inheritdoc/>
    public void WaitForRoom(TimeSpan timeout)
    {
        // Successful deliveries wake nobody, so room is looked for in slices.
        var begin = _time.GetTimestamp();
        var queued = rd_kafka_outq_len(_client.Handle);
        do
        {
            ServeReports(WaitSliceMilliseconds);
        }
        while (rd_kafka_outq_len(_client.Handle) >= queued && _time.GetElapsedTime(begin) < timeout);
    }

    /// <inheritdoc/>
    public bool Flush(TimeSpan timeout)
    {
        if (_offsetsCall.IsLost)
        {
            return false;
        }

        var code = rd_kafka_flush(_client.Handle, NativeTimeout.Milliseconds(timeout));
        _client.ThrowIfHandlerFailed();
        return code == NativeErrorCodes.None;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_mainQueue != 0)
        {
            QueueWakeUp.Detach(_mainQueue);
            rd_kafka_queue_destroy(_mainQueue);
            _mainQueue = 0;
            _offsetsCall.End(Release);
        }
    }

    private void Release()
    {
        _topics.Dispose();
        _client.Dispose();
        _wakeUp?.Dispose();
    }

    private unsafe NativeClient CreateClient(NativeConfiguration configuration, NativeCallbacks callbacks) =>
        NativeClient.Create(NativeClientType.Producer, configuration, callbacks, delivery: _failures.Handle);

    private NativeCallbacks WithStatistics(NativeConfiguration configuration, NativeCallbacks callbacks)
    {
        var wanted = StatisticsInterval.Shorten(configuration, callbacks.Statistics);
        return new NativeCallbacks
        {
            Log = callbacks.Log,
            Error = callbacks.Error,
            RefreshToken = callbacks.RefreshToken,
            Statistics = wanted,
            RawStatistics = json => _blocked.Read(json, _time.GetTimestamp()),
        };
    }

    private void ServeReports(int timeoutMilliseconds)
    {
        _ = rd_kafka_poll(_client.Handle, timeoutMilliseconds);
        _client.ThrowIfHandlerFailed();
    }
}
