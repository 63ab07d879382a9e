using System.Buffers;
using Commands.Streams.Clients;
using Commands.Streams.Issuing;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>
/// Issues commands: writes them durably, acknowledged by all replicas, in the order sent per key. Thread-safe; keep one for each command stream. Made
/// by <see cref="StreamsClientExtensions.CreateCommandClient"/>.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed class CommandClient<TKey, TCommand> : IAsyncDisposable
{
    private static readonly CommandOptions NoOptions = new();

    private readonly IRecordPublisher _publisher;
    private readonly CommandStream<TKey, TCommand> _commands;
    private readonly CommandClientOptions _options;
    private readonly BufferPool _buffers = new();
    private readonly SendOrder _order = new();
    private int _disposed;

    internal CommandClient(IRecordPublisher publisher, CommandStream<TKey, TCommand> commands, CommandClientOptions options)
    {
        _publisher = publisher;
        _commands = commands;
        _options = options;
    }

    /// <summary>Writes a command.</summary>
    /// <param name="key">The key: what the command is about. Null only where the type can hold that; such a command may go to any partition.</param>
    /// <param name="command">What is to be done.</param>
    /// <param name="cancellationToken">Ends the wait. A command that was handed to the producer may still be written.</param>
    /// <returns>Ends when the broker has acknowledged the command.</returns>
    /// <exception cref="CommandNotSentException">The command certainly did not reach the log.</exception>
    /// <exception cref="DeliveryInDoubtException">The command may have reached the log, or not.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandReceipt> SendAsync(TKey key, TCommand command, CancellationToken cancellationToken = default) =>
        SendAsync(key, command, NoOptions, cancellationToken);

    /// <summary>Writes a command with ids, headers or a reply address of one's own.</summary>
    /// <param name="key">The key: what the command is about. Null only where the type can hold that; such a command may go to any partition.</param>
    /// <param name="command">What is to be done.</param>
    /// <param name="options">What the command is sent with.</param>
    /// <param name="cancellationToken">Ends the wait. A command that was handed to the producer may still be written.</param>
    /// <returns>Ends when the broker has acknowledged the command.</returns>
    /// <exception cref="ArgumentException">The options hold an id that is none, a reply topic that cannot be one, or a negative number.</exception>
    /// <exception cref="CommandNotSentException">The command certainly did not reach the log.</exception>
    /// <exception cref="DeliveryInDoubtException">The command may have reached the log, or not.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandReceipt> SendAsync(TKey key, TCommand command, CommandOptions options, CancellationToken cancellationToken = default)
    {
        SendChecks.Check(options);
        return SendCheckedAsync(key, command, options, cancellationToken);
    }

    /// <summary>Closes the client. Commands that wait for their acknowledgement get it, or end in an exception.</summary>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _disposed, 1) == 0 ? _publisher.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<CommandReceipt> SendCheckedAsync(TKey key, TCommand command, CommandOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var correlationId = options.CorrelationId ?? _options.NewCorrelationId();
        var commandId = options.CommandId ?? CommandId.From(correlationId);
        if (Volatile.Read(ref _disposed) != 0)
        {
            throw new CommandNotSentException(
                NotSentReason.Closed, $"Command '{commandId}' was not sent to topic '{_commands.Topic}', because the client has been disposed. Make a new one.");
        }

        var headers = CommandHeaderSet.Build(options, correlationId, commandId);
        try
        {
            var publishing = PublishInOrder(key, command, options, headers, commandId, cancellationToken);
            var metadata = publishing.IsCompleted || !cancellationToken.CanBeCanceled
                ? await publishing.ConfigureAwait(false)
                : await publishing.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new CommandReceipt(
                metadata.Partition.Topic, metadata.Partition.Partition, metadata.Offset, metadata.Timestamp, correlationId, commandId);
        }
        catch (PublishException exception)
        {
            throw SendErrors.From(exception, _commands.Topic, correlationId, commandId);
        }
    }

    private ValueTask<RecordMetadata> PublishInOrder(
        TKey key, TCommand command, CommandOptions options, Headers headers, CommandId commandId, CancellationToken cancellationToken)
    {
        if (!_order.IsWaiting)
        {
            try
            {
                return Publish(key, command, options, headers, commandId);
            }
            catch (SerdeNotReadyException)
            {
                // Waits below.
            }
        }

        return PublishWhenReadyAsync(key, command, options, headers, commandId, cancellationToken);
    }

    private async ValueTask<RecordMetadata> PublishWhenReadyAsync(
        TKey key, TCommand command, CommandOptions options, Headers headers, CommandId commandId, CancellationToken cancellationToken)
    {
        try
        {
            return await _order.PublishAsync(() => Publish(key, command, options, headers, commandId), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (CommandNotSentException or PublishException or OperationCanceledException))
        {
            throw new CommandNotSentException(
                NotSentReason.Serialization,
                $"Command '{commandId}' was not sent to topic '{_commands.Topic}', because what its serde waits for cannot be had: {exception.Message}",
                exception);
        }
    }

    private ValueTask<RecordMetadata> Publish(TKey key, TCommand command, CommandOptions options, Headers headers, CommandId commandId)
    {
        var keyBuffer = _buffers.Rent();
        var valueBuffer = _buffers.Rent();
        try
        {
            var record = new ProduceRecord
            {
                HasKey = TrySerialize(key, _commands.KeySerde, RecordComponent.Key, keyBuffer, headers, commandId),
                HasValue = TrySerialize(command, _commands.ValueSerde, RecordComponent.Value, valueBuffer, headers, commandId),
                Key = keyBuffer.WrittenSpan,
                Value = valueBuffer.WrittenSpan,
                Partition = ProduceRecord.AnyPartition,
                Timestamp = (options.Timestamp ?? _options.TimeProvider.GetUtcNow()).ToUnixTimeMilliseconds(),
                Headers = headers,
            };
            return _publisher.PublishAsync(_commands.Topic, in record, options.SendTimeout ?? _options.SendTimeout);
        }
        finally
        {
            _buffers.Return(keyBuffer);
            _buffers.Return(valueBuffer);
        }
    }

    private bool TrySerialize<T>(
        T item, ISerializer<T> serializer, RecordComponent component, IBufferWriter<byte> buffer, Headers headers, CommandId commandId)
    {
        if (item is null)
        {
            return false;
        }

        try
        {
            serializer.Serialize(item, buffer, new SerializationContext(_commands.Topic, component, headers));
            return true;
        }
        catch (Exception exception) when (exception is not SerdeNotReadyException)
        {
            var part = component == RecordComponent.Key ? "key" : "value";
            throw new CommandNotSentException(
                NotSentReason.Serialization,
                $"Command '{commandId}' was not sent to topic '{_commands.Topic}', because its {part} could not be serialized: {exception.Message}",
                exception);
        }
    }
}
