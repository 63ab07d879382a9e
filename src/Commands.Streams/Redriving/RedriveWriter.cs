using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Redriving;

/// <summary>Writes batches of letters together with their progress, in a transaction if the cluster supports it.</summary>
internal sealed class RedriveWriter : IDisposable
{
    private const int Attempts = 3;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromMilliseconds(100);

    private readonly string _topic;
    private readonly string _group;
    private readonly RedriveOptions _options;
    private readonly TransientRetry _retry;
    private readonly Func<IStreamProducer> _makeProducer;
    private readonly bool _isTransactional;
    private IStreamProducer _producer;
    private ClientException? _failure;

    public RedriveWriter(IStreamsClient client, string topic, RedriveOptions options)
    {
        _topic = topic;
        _options = options;
        _retry = new TransientRetry(options);
        _isTransactional = client.SupportsExactlyOnce;
        _group = options.GroupOf(topic);
        _makeProducer = () =>
        {
            var producer = client.CreateProducer(new ProducerSettings
            {
                ClientId = _group,
                TransactionalId = _isTransactional ? _group : null,
                TransactionTimeout = TimeSpan.FromSeconds(30),
            });
            producer.OnDeliveryFailure = (in DeliveryFailure failure) => _failure ??= failure.Error;
            return producer;
        };
        _producer = _makeProducer();
    }

    /// <summary>Stops older redrives of the group and completes their transactions.</summary>
    public Task InitAsync(CancellationToken cancellationToken) =>
        _isTransactional ? _retry.RunAsync(() => _producer.InitTransactions(CallTimeout), cancellationToken) : Task.CompletedTask;

    /// <summary>Writes letters and commits the resulting progress.</summary>
    public async Task WriteAsync(IReadOnlyList<TargetedLetter> letters, OffsetCommit done, RedriveProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            if (_isTransactional)
            {
                await WriteInTransactionAsync(letters, done, progress).ConfigureAwait(false);
            }
            else
            {
                await WriteDirectlyAsync(letters).ConfigureAwait(false);
                await progress.CommitAsync(done, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Fenced)
        {
            throw new RedriveException(
                $"Another redrive of topic '{_topic}' has begun with group '{_group}', so this one has stopped. Nothing is lost or duplicated.", exception);
        }
    }

    public void Dispose() => _producer.Dispose();

    /// <summary>Letters that a lost producer may have written are written again, because it is not known whether they were.</summary>
    private async Task WriteDirectlyAsync(IReadOnlyList<TargetedLetter> letters)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendAsync(letters).ConfigureAwait(false);
                return;
            }
            catch (ClientException exception) when (IsAboutProducer(exception) && attempt < Attempts)
            {
                await RenewProducerAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Once begun, a transaction is completed even if the token is cancelled. After a failed transaction the producer cannot be used any more.
    /// </summary>
    private async Task WriteInTransactionAsync(IReadOnlyList<TargetedLetter> letters, OffsetCommit done, RedriveProgress progress)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _producer.BeginTransaction();
                await SendAsync(letters).ConfigureAwait(false);
                await _retry.RunAsync(() => _producer.SendOffsetsToTransaction([done], progress.Consumer, CallTimeout), CancellationToken.None)
                    .ConfigureAwait(false);
                await _retry.RunAsync(() => _producer.CommitTransaction(CallTimeout), CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (ClientException exception) when (IsAboutProducer(exception) && attempt < Attempts)
            {
                await ThrowIfFencedAsync().ConfigureAwait(false);

                // The new producer completes the transaction, one way or the other, so the committed progress is known afterwards.
                await RenewProducerAsync().ConfigureAwait(false);
                if (await IsCommittedAsync(done, progress).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (RedriveException)
            {
                await AbortAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private static bool IsAboutProducer(ClientException exception) => exception.Kind is ClientErrorKind.Abortable or ClientErrorKind.ClientLost;

    private static async Task<bool> IsCommittedAsync(OffsetCommit done, RedriveProgress progress)
    {
        var positions = await progress.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        var committed = positions[done.Partition.Partition].ToCommit(done.Partition);
        return committed.Offset == done.Offset && committed.Metadata == done.Metadata;
    }

    private async Task RenewProducerAsync()
    {
        _producer.Dispose();
        _producer = _makeProducer();
        await InitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// When a producer has been fenced, its letters fail before its transaction reports the reason. A new producer would fence the newer redrive in
    /// turn, so the transaction is checked first.
    /// </summary>
    private async Task ThrowIfFencedAsync()
    {
        try
        {
            await AbortAsync().ConfigureAwait(false);
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fenced)
        {
            // Whatever else happened to the transaction, the new producer completes it.
        }
    }

    private Task AbortAsync() => _retry.RunAsync(() => _producer.AbortTransaction(CallTimeout), CancellationToken.None);

    /// <summary>Queues letters and waits until each one is acknowledged.</summary>
    private async Task SendAsync(IReadOnlyList<TargetedLetter> letters)
    {
        _failure = null;
        foreach (var letter in letters)
        {
            Send(in letter);
        }

        var begin = _options.TimeProvider.GetTimestamp();
        while (!_producer.Flush(RoomTimeout) && _failure is null)
        {
            if (_options.TimeProvider.GetElapsedTime(begin) >= _options.Timeout)
            {
                throw new RedriveException(
                    $"The letters were not acknowledged within {_options.Timeout.TotalSeconds:0.#} s. Redrive again when the cluster answers.");
            }

            await Task.Yield();
        }

        ThrowIfFailed(letters[0].Letter);
    }

    private void Send(in TargetedLetter item)
    {
        var letter = item.Letter;
        var record = new ProduceRecord
        {
            Key = letter.Key,
            HasKey = letter.Key is not null,
            Value = letter.Value,
            HasValue = letter.Value is not null,
            Partition = item.Partition,
            Timestamp = _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
            Headers = letter.RestoreHeaders(_options.WithoutDeadline),
        };
        try
        {
            while (!_producer.GetTopic(item.Topic).TrySend(in record, 0))
            {
                _producer.WaitForRoom(RoomTimeout);
                ThrowIfFailed(letter);
            }
        }
        catch (ClientException exception) when (exception.Kind is ClientErrorKind.Fatal or ClientErrorKind.RecordRefused)
        {
            throw NotWritten(letter, exception);
        }
    }

    private void ThrowIfFailed(DeadLetter first)
    {
        if (_failure is { Kind: ClientErrorKind.Fenced or ClientErrorKind.Abortable or ClientErrorKind.ClientLost } error)
        {
            throw error;
        }

        if (_failure is { } failure)
        {
            throw NotWritten(first, failure);
        }
    }

    private static RedriveException NotWritten(DeadLetter letter, ClientException exception) => new(
        $"Dead letters from {letter} on could not be written: {exception.Message} Earlier letters have been redriven, and the next redrive continues here.",
        exception);
}

/// <summary>A letter with the topic and partition to write it to.</summary>
internal readonly record struct TargetedLetter(DeadLetter Letter, string Topic, int Partition);
