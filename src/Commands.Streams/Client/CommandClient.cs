using Commands.Streams.Clients;
using Commands.Streams.Issuing;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Issuing.Requests;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams;

/// <summary>
/// Issues commands: writes them durably, acknowledged by all replicas, in the order sent per key, and can wait for responses. Thread-safe; keep one
/// per command stream. Created by <see cref="StreamsClientExtensions.CreateCommandClient"/>.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TCommand">The command's type.</typeparam>
public sealed partial class CommandClient<TKey, TCommand> : IAsyncDisposable, IDisposable
{
    private static readonly CommandOptions NoOptions = new();

    private readonly LastingPublisher _publisher;
    private readonly CommandStream<TKey, TCommand> _commands;
    private readonly CommandClientOptions _options;
    private readonly Sender<TKey, TCommand> _sender;
    private readonly RequestSender<TKey, TCommand> _requestSender;
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isDisposed;

    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    internal CommandClient(IStreamsClient client, CommandStream<TKey, TCommand> commands, CommandClientOptions options)
    {
        var clientId = options.ClientId ?? $"commands-{commands.Topic}";
        options = options with { Profile = options.Profile ?? commands.Profile };
        _commands = commands;
        _options = options;
        _publisher = new LastingPublisher(() => client.CreatePublisher(clientId, options.SendTimeout), options.TimeProvider);
        var writer = new CommandWriter<TKey, TCommand>(_publisher, commands);
        var headers = new IssuedHeaders(options.ActualProfile, options.ReplyPartition);
        _sender = new Sender<TKey, TCommand>(writer, commands, options, headers);
        var log = new IssuerLog(
            commands.Topic, (options.LoggerFactory ?? client.LoggerFactory).CreateLogger("Commands.Streams.CommandClient"), options.TimeProvider);
        _requestSender = new RequestSender<TKey, TCommand>(writer, commands, options, headers, log, ReplyReaders.Of(client));
    }

    /// <summary>The requests that have not ended.</summary>
    internal OpenRequests Pending => _requestSender.Pending;

    /// <summary>Sends a command.</summary>
    /// <param name="key">The key: the subject of the command. May be null only if the type allows it; the command may then go to any partition.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">A token to cancel the wait. A command that has been handed to the producer may still be written.</param>
    /// <returns>Completes when the broker has acknowledged the command.</returns>
    /// <exception cref="CommandNotSentException">The command certainly did not reach the log.</exception>
    /// <exception cref="DeliveryInDoubtException">The command may or may not have reached the log.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandReceipt> SendAsync(TKey key, TCommand command, CancellationToken cancellationToken = default) =>
        SendAsync(key, command, NoOptions, cancellationToken);

    /// <summary>Sends a command with ids, headers or a reply address from the caller.</summary>
    /// <param name="key">The key: the subject of the command. May be null only if the type allows it; the command may then go to any partition.</param>
    /// <param name="command">The command.</param>
    /// <param name="options">The options of the command.</param>
    /// <param name="cancellationToken">A token to cancel the wait. A command that has been handed to the producer may still be written.</param>
    /// <returns>Completes when the broker has acknowledged the command.</returns>
    /// <exception cref="ArgumentException">The options contain a default id, an invalid reply topic, or a negative number.</exception>
    /// <exception cref="CommandNotSentException">The command certainly did not reach the log.</exception>
    /// <exception cref="DeliveryInDoubtException">The command may or may not have reached the log.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandReceipt> SendAsync(TKey key, TCommand command, CommandOptions options, CancellationToken cancellationToken = default)
    {
        SendChecks.Check(options);
        return SendCheckedAsync(key, command, options, cancellationToken);
    }

    /// <summary>
    /// Closes the client. Pending requests end at once, with <see cref="UnknownReason.Closed"/>, or with <see cref="NotSentReason.Closed"/> if they
    /// have not been sent; commands that wait for their acknowledgement receive it or end with an exception. Later calls complete together with the
    /// first.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            await _disposed.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await _sender.EndAsync().ConfigureAwait(false);
            _requestSender.End();
            await _publisher.DisposeAsync().ConfigureAwait(false);
            await _requestSender.ReturnReadersAsync().ConfigureAwait(false);
        }
        finally
        {
            _disposed.SetResult();
        }
    }

    /// <summary>Closes the client like <see cref="DisposeAsync"/> and waits for it; for containers that are disposed synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult(); // a container that is disposed synchronously has no other way

    private async ValueTask<CommandReceipt> SendCheckedAsync(TKey key, TCommand command, CommandOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var correlationId = options.CorrelationId ?? _options.CreateCorrelationId();
        var commandId = options.CommandId ?? CommandId.From(correlationId);
        try
        {
            var metadata = await _sender.SendAsync(key, command, options, correlationId, cancellationToken).ConfigureAwait(false);
            return new CommandReceipt(
                metadata.Partition.Topic, metadata.Partition.Partition, metadata.Offset, metadata.Timestamp, correlationId, commandId);
        }
        catch (PublishException exception)
        {
            throw SendErrors.From(exception, _commands.Topic, correlationId, commandId);
        }
    }
}
