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

    private static readonly TimeSpan MetadataAge = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, KafkaProducerTopic> _topics = [];
    private readonly DeliveryFailures _failures = new();
    private readonly TimeProvider _time;
    private readonly NativeClient _client;
    private readonly QueueRoom _room;
    private readonly QueueWakeUp? _wakeUp;
    private nint _mainQueue;
    private long _metadataAskedAt;

    /// <summary>Makes the producer; no connection is waited for.</summary>
    /// <param name="options">The user's options by librdkafka's names.</param>
    /// <param name="settings">What the worker asks for; wins over the options.</param>
    /// <param name="callbacks">Where logs, errors and statistics go.</param>
    /// <param name="time">The clock that metadata ages by.</param>
    public KafkaStreamProducer(IReadOnlyDictionary<string, string> options, ProducerSettings settings, NativeCallbacks callbacks, TimeProvider time)
    {
        _time = time;
        _metadataAskedAt = time.GetTimestamp();
        using (var configuration = ProducerConfiguration.CreateForWorker(options, settings))
        {
            _room = new QueueRoom(ProducerConfiguration.QueueCapacity(configuration));
            _client = CreateClient(configuration, callbacks);
        }

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
    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked)
    {
    }

    /// <inheritdoc/>
    public IProducerTopic GetTopic(string name)
    {
        if (!_topics.TryGetValue(name, out var topic))
        {
            topic = new KafkaProducerTopic(_client, name, _room);
            _topics.Add(name, topic);
        }

        return topic;
    }

    /// <inheritdoc/>
    public void Poll()
    {
        ServeReports(0);
        if (_time.GetElapsedTime(_metadataAskedAt) >= MetadataAge)
        {
            _metadataAskedAt = _time.GetTimestamp();
            foreach (var topic in _topics.Values)
            {
                topic.Refresh();
            }
        }
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
        foreach (var topic in _topics.Values)
        {
            topic.Dispose();
        }

        _client.Dispose();
        _wakeUp?.Dispose();
    }

    private unsafe NativeClient CreateClient(NativeConfiguration configuration, NativeCallbacks callbacks) =>
        NativeClient.Create(NativeClientType.Producer, configuration, callbacks, delivery: _failures.Handle);

    private void ServeReports(int timeoutMilliseconds)
    {
        _ = rd_kafka_poll(_client.Handle, timeoutMilliseconds);
        _client.ThrowIfHandlerFailed();
    }
}
