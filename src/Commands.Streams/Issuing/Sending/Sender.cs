using Commands.Streams.Clients;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Sends commands without a request: at once, or in their turn if one of them has to wait. Thread-safe.</summary>
internal sealed class Sender<TKey, TCommand>(
    CommandWriter<TKey, TCommand> writer, CommandStream<TKey, TCommand> commands, CommandClientOptions options, IssuedHeaders issuedHeaders)
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Sends a command.</summary>
    /// <exception cref="CommandNotSentException">The command was not handed to the producer, and will not be.</exception>
    /// <exception cref="PublishException">The command was not acknowledged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. If the command was handed to the producer, it may still be written.</exception>
    public ValueTask<RecordMetadata> SendAsync(
        TKey key, TCommand command, CommandOptions given, CorrelationId correlationId, CancellationToken cancellationToken)
    {
        ThrowIfClosed(given.CommandId ?? CommandId.From(correlationId));
        var type = writer.TypeOf(command);
        var operation = SendOperation.Start(commands.Topic, key, correlationId, given.CommandId, options.TimeProvider);
        try
        {
            var headers = issuedHeaders.OfSend(given, type, correlationId.ToHeader());
            var timestamp = given.Timestamp ?? options.TimeProvider.GetUtcNow();
            var timeout = given.SendTimeout is { } own && own < options.SendTimeout ? own : options.SendTimeout;
            return writer.MustWait
                ? SendInTurnAsync(key, command, headers, timestamp, timeout, operation, cancellationToken)
                : Send(key, command, headers, timestamp, timeout, operation, cancellationToken);
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }
    }

    /// <summary>Ends waiting commands, and later ones.</summary>
    public Task EndAsync() => _closing.CancelAsync();

    private ValueTask<RecordMetadata> Send(
        TKey key, TCommand command, Headers headers, DateTimeOffset timestamp, TimeSpan timeout, SendOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            return Hear(operation.Follow(writer.Publish(key, command, headers, timestamp, timeout)), cancellationToken);
        }
        catch (SerdeNotReadyException)
        {
            return SendInTurnAsync(key, command, headers, timestamp, timeout, operation, cancellationToken);
        }
    }

    private async ValueTask<RecordMetadata> SendInTurnAsync(
        TKey key, TCommand command, Headers headers, DateTimeOffset timestamp, TimeSpan timeout, SendOperation operation, CancellationToken cancellationToken)
    {
        var start = options.TimeProvider.GetTimestamp();
        var waiting = new WaitingSend(commands.Topic, writer.FindWait, () =>
        {
            var left = timeout - options.TimeProvider.GetElapsedTime(start);
            return writer.Publish(key, command, headers, timestamp, left > SendChecks.ShortestTimeout ? left : SendChecks.ShortestTimeout);
        });
        writer.Add(waiting);
        try
        {
            await WaitAsync(waiting, headers.GetCommandId(), timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }

        var publishing = await waiting.Turn.ConfigureAwait(false);
        return await Hear(operation.Follow(publishing), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the command has been handed over, or gives it up.</summary>
    private async Task WaitAsync(WaitingSend waiting, CommandId? commandId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await waiting.Turn.WaitAsync(timeout, options.TimeProvider, ending.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (!waiting.TryGiveUp())
            {
                return; // it was handed over at the same moment
            }

            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfClosed(commandId);
            throw new CommandNotSentException(
                NotSentReason.TimedOut,
                $"Command '{commandId}' was not sent to topic '{commands.Topic}' within {timeout}: " +
                "it was waiting for an earlier command, its serde or a new producer.");
        }
    }

    private void ThrowIfClosed(CommandId? commandId)
    {
        if (_closing.IsCancellationRequested)
        {
            throw new CommandNotSentException(
                NotSentReason.Closed,
                $"Command '{commandId}' was not sent to topic '{commands.Topic}', because the client has been disposed. Create a new one.");
        }
    }

    private static ValueTask<RecordMetadata> Hear(ValueTask<RecordMetadata> publishing, CancellationToken cancellationToken) =>
        publishing.IsCompleted || !cancellationToken.CanBeCanceled ? publishing : HearAsync(publishing.AsTask(), cancellationToken);

    private static async ValueTask<RecordMetadata> HearAsync(Task<RecordMetadata> publishing, CancellationToken cancellationToken)
    {
        try
        {
            return await publishing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody awaits the result any more.
            _ = publishing.ContinueWith(
                static ended => _ = ended.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }
    }
}
