using Commands.Streams.Clients;
using Commands.Streams.Issuing;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Issuing.Requests;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams;

/// <summary>
/// Issues commands: writes them durably, acknowledged by all replicas, in the order sent per key, and waits for responses if asked to. Thread-safe;
/// keep one for each command stream. Made by <see cref="StreamsClientExtensions.CreateCommandClient"/>.
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

    /// <summary>Writes a command.</summary>
    /// <param name="key">The key: what the command is about. Null only if the type can hold that; such a command may go to any partition.</param>
    /// <param name="command">What is to be done.</param>
    /// <param name="cancellationToken">Ends the wait. A command that was handed to the producer may still be written.</param>
    /// <returns>Ends when the broker has acknowledged the command.</returns>
    /// <exception cref="CommandNotSentException">The command certainly did not reach the log.</exception>
    /// <exception cref="DeliveryInDoubtException">The command may have reached the log, or not.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<CommandReceipt> SendAsync(TKey key, TCommand command, CancellationToken cancellationToken = default) =>
        SendAsync(key, command, NoOptions, cancellationToken);

    /// <summary>Writes a command with ids, headers or a reply address of one's own.</summary>
    /// <param name="key">The key: what the command is about. Null only if the type can hold that; such a command may go to any partition.</param>
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
    /// Closes the client. Requests that wait end at once (<see cref="UnknownReason.Closed"/>, or <see cref="NotSentReason.Closed"/> before they were sent);
    /// commands that wait for their acknowledgement get it, or end in an exception. A second call ends when the first does.
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

    /// <summary>Closes the client as <see cref="DisposeAsync"/> does, and waits for it: for containers that are disposed synchronously.</summary>
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
