using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Producing;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>
/// Publishes records from any thread over a native producer of its own; one thread serves its delivery reports. The native handles outlive every
/// call that entered before <see cref="DisposeAsync"/>.
/// </summary>
internal sealed class KafkaRecordPublisher : IRecordPublisher
{
    private readonly PendingPublishPool _pool = new();
    private readonly PendingPublishes _pending = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly DeliveryReports _reports;
    private readonly NativeClient _client;
    private readonly PublisherTopics _topics;
    private int _callers;
    private volatile ClientException? _failure;
    private volatile bool _isClosed;

    /// <summary>Makes the publisher and starts its thread; no connection is waited for.</summary>
    /// <param name="options">The user's options by librdkafka's names.</param>
    /// <param name="clientId">The name the broker logs, and the thread's.</param>
    /// <param name="deliveryTimeout">How long the delivery of a record is tried, unless the user's options say a shorter time.</param>
    /// <param name="callbacks">Where logs, errors and statistics go.</param>
    /// <param name="time">The clock that deadlines go by.</param>
    public KafkaRecordPublisher(
        IReadOnlyDictionary<string, string> options, string clientId, TimeSpan? deliveryTimeout, NativeCallbacks callbacks, TimeProvider time)
    {
        _time = time;
        var reports = new ClientReports(time);
        _reports = new DeliveryReports(_pending, reports);
        using (var configuration = ProducerConfiguration.CreateForPublisher(options, clientId, deliveryTimeout))
        {
            _client = CreateClient(configuration, reports.Listen(callbacks));
        }

        _topics = new PublisherTopics(_client);
        new Thread(Serve) { IsBackground = true, Name = clientId }.Start();
    }

    /// <inheritdoc/>
    public ClientException? Failure => _failure;

    /// <inheritdoc/>
    public ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout)
    {
        Interlocked.Increment(ref _callers);
        try
        {
            return _isClosed ? ValueTask.FromException<RecordMetadata>(PublishFailures.Closed(topic, possiblyPersisted: false))
                : _failure is { } failure ? ValueTask.FromException<RecordMetadata>(PublishFailures.Lost(failure, topic, possiblyPersisted: false))
                : Publish(topic, record, timeout);
        }
        finally
        {
            Interlocked.Decrement(ref _callers);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        await _ended.Task.ConfigureAwait(false);
    }

    private unsafe NativeClient CreateClient(NativeConfiguration configuration, NativeCallbacks callbacks) =>
        NativeClient.Create(NativeClientType.Producer, configuration, callbacks, delivery: _reports.Handle);

    private ValueTask<RecordMetadata> Publish(string topic, in ProduceRecord record, TimeSpan timeout)
    {
        var handle = _topics.Get(topic);
        var pending = _pool.Rent(topic, DeadlineOf(timeout));
        var task = pending.Task;
        var number = _pending.Add(pending);
        if (NativeError.Take(ProduceCall.Queue(_client.Handle, handle, record, number)) is { } error)
        {
            if (error.Code == NativeErrorCodes.Fatal)
            {
                _failure ??= PublishFailures.FindLoss(_client); // before the thread has looked
            }

            _ = _pending.TryRemove(number, out _);
            pending.Fail(PublishFailures.Create(_client, error, topic, possiblyPersisted: false));
            pending.Release();
        }

        return task;
    }

    private long DeadlineOf(TimeSpan timeout) => timeout < TimeSpan.Zero || timeout.TotalDays > 365
        ? long.MaxValue
        : _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);

    private void Serve()
    {
        while (!_isClosed)
        {
            _reports.Serve(_client);
            _reports.FailOverdue(_time.GetTimestamp());
            if (!_reports.HaveGivenUp && PublishFailures.FindLoss(_client) is { } failure)
            {
                _failure = failure;
                _reports.GiveUp(_client, failure);
            }
        }

        var spin = default(SpinWait);
        while (Volatile.Read(ref _callers) != 0)
        {
            spin.SpinOnce();
        }

        _reports.Close(_client);
        _topics.Dispose();
        _client.Dispose();
        _ended.SetResult();
    }
}
