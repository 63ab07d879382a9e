using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ClientFunctions;

namespace Commands.Streams.Kafka.Reading;

/// <summary>
/// Reads a topic on a native client and a thread of its own. The client knows no group at all, so it meets no coordinator. Only the thread touches
/// native handles, but for the interruption by <see cref="DisposeAsync"/>, which the thread outlives.
/// </summary>
internal sealed class KafkaTopicReader : ITopicReader
{
    private const int WaitMilliseconds = 200;
    private const int RetryMilliseconds = 50;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TopicReaderSettings _settings;
    private readonly ClientReports _reports;
    private readonly NativeClient _client;
    private readonly ReaderQueue _queue;
    private readonly ReaderPartitions _partitions;
    private readonly ReadTopicWatch _watch;
    private volatile ClientException? _failure;
    private volatile bool _isClosed;
    private bool _isQueueGone;

    /// <summary>Makes the reader and starts its thread; no connection is waited for.</summary>
    /// <param name="options">The user's options by librdkafka's names.</param>
    /// <param name="settings">The topic, and who gets its records.</param>
    /// <param name="callbacks">Where logs, errors and statistics go.</param>
    /// <param name="time">The clock that the search for new partitions goes by.</param>
    public KafkaTopicReader(IReadOnlyDictionary<string, string> options, TopicReaderSettings settings, NativeCallbacks callbacks, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _reports = new ClientReports(time);
        using (var configuration = ConsumerConfiguration.CreateForReader(options, settings.ClientId, settings.ReadCommitted))
        {
            _client = NativeClient.Create(NativeClientType.Consumer, configuration, _reports.Listen(callbacks));
        }

        _queue = new ReaderQueue(_client, settings, partition => _partitions?.MarkRead(partition));
        _partitions = new ReaderPartitions(_client, settings.Topic, _queue.Handle);
        _watch = new ReadTopicWatch(_client, settings.Topic, Report);
        new Thread(Run) { IsBackground = true, Name = settings.ClientId }.Start();
    }

    /// <inheritdoc/>
    public Task Ready => _ready.Task;

    /// <inheritdoc/>
    public ClientException? Failure => _failure;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        lock (_lock)
        {
            if (!_isQueueGone)
            {
                _queue.Interrupt();
            }
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        try
        {
            if (TryStart())
            {
                Read();
            }
        }
        catch (ClientException exception)
        {
            _ready.TrySetException(exception);
            _ = _ready.Task.Exception; // whoever waits for it sees it; nobody has to
        }
        finally
        {
            _ready.TrySetCanceled();
            Close();
            _ended.SetResult();
        }
    }

    private bool TryStart()
    {
        while (!_isClosed)
        {
            try
            {
                _partitions.StartAtEnds(_watch.Begin);
                return true;
            }
            catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable && _partitions.Count == 0)
            {
                Report(exception);
                _queue.Serve(RetryMilliseconds);
                _ = rd_kafka_poll(_client.Handle, 0);
                _client.DropHandlerFailure();
                ThrowIfRefused();
            }
        }

        return false;
    }

    private void ThrowIfRefused()
    {
        if (_reports.IsUnauthenticated && _reports.Refusal is { } refusal && _client.ClusterId(TimeSpan.Zero) is null)
        {
            throw new ClientException(
                ClientErrorKind.Fatal,
                refusal.Name,
                $"Topic '{_settings.Topic}' cannot be read, because the client and the cluster do not accept each other: " +
                $"{refusal.Reason.TrimEnd('.')} ({refusal.Name}).");
        }
    }

    private void Read()
    {
        var lookedAt = _time.GetTimestamp();
        while (!_isClosed)
        {
            _queue.Serve(WaitMilliseconds);
            _ = rd_kafka_poll(_client.Handle, 0);
            _client.DropHandlerFailure(); // of log-like callbacks: there is no caller to throw it at
            TellWhetherReadable();
            Follow();
            if (_time.GetElapsedTime(lookedAt) >= _settings.PartitionCheckInterval)
            {
                _watch.Ask();
                lookedAt = _time.GetTimestamp();
            }
        }
    }

    private void TellWhetherReadable()
    {
        _failure ??= _queue.Refusal ?? (_watch.Loss is { } loss
            ? new ClientException(ClientErrorKind.Fatal, NativeError.NameOf(NativeErrorCodes.UnknownTopicOrPartition), loss)
            : null);
        if (_ready.Task.IsCompleted)
        {
            return;
        }

        if (_failure is not null)
        {
            throw _failure;
        }

        if (_partitions.AreRead)
        {
            _ready.TrySetResult();
        }
    }

    private void Follow()
    {
        try
        {
            if (_watch.TryTake() is { } count)
            {
                _partitions.Follow(count);
            }
        }
        catch (ClientException exception)
        {
            Report(exception);
        }
    }

    private void Report(ClientException exception) =>
        _client.Callbacks.Error?.Invoke(new NativeError(NativeErrorCodes.TimedOut, exception.Message));

    private void Close()
    {
        _watch.Join();
        _partitions.Dispose();
        lock (_lock)
        {
            _queue.Dispose();
            _isQueueGone = true;
        }

        _client.Dispose();
    }
}
