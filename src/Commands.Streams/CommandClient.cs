using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Issuing;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Telemetry;

namespace Commands.Streams;

/// <summary>
/// Issues commands: writes them durably, acknowledged by all replicas, in the order sent per key, and waits for responses where asked to. Thread-safe;
/// keep one for each command stream. Made by <see cref="StreamsClientExtensions.CreateCommandClient"/>.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed partial class CommandClient<TKey, TCommand> : IAsyncDisposable
{
    private static readonly CommandOptions NoOptions = new();

    private readonly IRecordPublisher _publisher;
    private readonly CommandStream<TKey, TCommand> _commands;
    private readonly CommandClientOptions _options;
    private readonly CommandWriter<TKey, TCommand> _writer;
    private readonly Requester<TKey, TCommand> _requester;
    private int _disposed;

    internal CommandClient(
        IRecordPublisher publisher, CommandStream<TKey, TCommand> commands, CommandClientOptions options, ReplyReaders replyReaders)
    {
        _publisher = publisher;
        _commands = commands;
        _options = options;
        _writer = new CommandWriter<TKey, TCommand>(publisher, commands);
        _requester = new Requester<TKey, TCommand>(_writer, commands, options, replyReaders);
    }

    /// <summary>The requests that have not ended.</summary>
    internal PendingRequests Pending => _requester.Pending;

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

    /// <summary>
    /// Closes the client. Requests that wait end at once (<see cref="UnknownReason.Closed"/>); commands that wait for their acknowledgement get it, or
    /// end in an exception.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _requester.End();
            await _publisher.DisposeAsync().ConfigureAwait(false);
            await _requester.ReturnReadersAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<CommandReceipt> SendCheckedAsync(TKey key, TCommand command, CommandOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var correlationId = options.CorrelationId ?? _options.CreateCorrelationId();
        var commandId = options.CommandId ?? CommandId.From(correlationId);
        if (Volatile.Read(ref _disposed) != 0)
        {
            throw new CommandNotSentException(
                NotSentReason.Closed, $"Command '{commandId}' was not sent to topic '{_commands.Topic}', because the client has been disposed. Make a new one.");
        }

        var operation = SendOperation.Start(_commands.Topic, key, correlationId, options.CommandId, _options.TimeProvider);
        try
        {
            var publishing = Publish(key, command, options, correlationId, operation, cancellationToken);
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

    private ValueTask<RecordMetadata> Publish(
        TKey key, TCommand command, CommandOptions options, CorrelationId correlationId, SendOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            return operation.Follow(_writer.PublishInOrder(
                key,
                command,
                CreateHeaders(options, command, correlationId),
                options.Timestamp ?? _options.TimeProvider.GetUtcNow(),
                options.SendTimeout ?? _options.SendTimeout,
                cancellationToken));
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }
    }

    private Headers CreateHeaders(CommandOptions options, TCommand command, CorrelationId correlationId)
    {
        var id = correlationId.ToHeader();
        var envelope = new CommandEnvelope
        {
            Profile = _options.Profile,
            CorrelationId = id,
            CommandId = CommandIds.Bytes(options.CommandId, id),
            Type = _writer.TypeOf(command),
            ReplyTopic = options.ReplyTopic is { } topic ? Encoding.UTF8.GetBytes(topic) : null,
            ReplyPartition = options.ReplyPartition is { } partition ? CommandHeaderSet.Encode(partition, _options.Profile.ReplyPartitions) : null,
        };
        return CommandHeaderSet.Build(in envelope, options.Headers);
    }
}
