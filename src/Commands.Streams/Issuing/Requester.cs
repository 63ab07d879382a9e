using System.Collections.Concurrent;
using System.Diagnostics;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Issuing;

/// <summary>
/// Makes requests: a place first, then the reader of the replies, then the entry that a response finds, and only then is the command handed to the
/// producer. Thread-safe.
/// </summary>
internal sealed class Requester<TKey, TCommand>(
    CommandWriter<TKey, TCommand> writer, CommandStream<TKey, TCommand> commands, CommandClientOptions options, ReplyReaders readers)
{
    private readonly ConcurrentDictionary<(object Responses, string Topic), IAsyncDisposable> _channels = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly DecimalHeader _deadline = new();
    private readonly DecimalHeader _timeout = new();
    private readonly byte[]? _replyPartition =
        options.ReplyPartition is { } partition ? CommandHeaderSet.Encode(partition, options.Profile.ReplyPartitions) : null;

    /// <summary>The requests that have not ended.</summary>
    public PendingRequests Pending { get; } = new(commands.Topic, options);

    public ValueTask<CommandOutcome<TResponse>> RequestAsync<TResponse>(
        in Request<TKey, TCommand> request, ResponseStream<TKey, TResponse> responses, CancellationToken cancellationToken)
    {
        if (Pending.IsClosed)
        {
            return NotSent<TResponse>(NotSentReason.Closed);
        }

        if (!Pending.TryReserve())
        {
            return NotSent<TResponse>(NotSentReason.Busy);
        }

        var isStarted = false;
        try
        {
            var channel = ChannelFor(responses, request.Options.ReplyTopic ?? options.ReplyTopic ?? responses.Topic);
            if (channel.Replies is not { } replies)
            {
                return NotSent<TResponse>(NotSentReason.Closed);
            }

            var outcome = replies.Ready.IsCompletedSuccessfully
                ? Start(in request, request.Timeout, channel, replies, cancellationToken)
                : StartWhenReadyAsync(request, channel, replies, cancellationToken);
            isStarted = true;
            return outcome;
        }
        catch (ClientException)
        {
            return NotSent<TResponse>(NotSentReason.RepliesUnreadable);
        }
        finally
        {
            if (!isStarted)
            {
                Pending.Free();
            }
        }
    }

    /// <summary>Ends all requests, then gives the readers back.</summary>
    public void End()
    {
        Pending.Dispose();
        _closing.Cancel();
    }

    public async ValueTask ReturnReadersAsync()
    {
        foreach (var channel in _channels.Values)
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ValueTask<CommandOutcome<TResponse>> NotSent<TResponse>(NotSentReason reason) =>
        ValueTask.FromResult<CommandOutcome<TResponse>>(new CommandOutcome<TResponse>.NotSent(reason));

    private async ValueTask<CommandOutcome<TResponse>> StartWhenReadyAsync<TResponse>(
        Request<TKey, TCommand> request, RequestChannel<TResponse> channel, ReplyReader replies, CancellationToken cancellationToken)
    {
        var isStarted = false;
        try
        {
            var start = options.TimeProvider.GetTimestamp();
            if (await WaitUntilReadyAsync(replies, request.Timeout, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                return new CommandOutcome<TResponse>.NotSent(reason);
            }

            var left = request.Timeout - options.TimeProvider.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return new CommandOutcome<TResponse>.NotSent(NotSentReason.TimedOut);
            }

            var outcome = Start(in request, left, channel, replies, cancellationToken);
            isStarted = true;
            return await outcome.ConfigureAwait(false);
        }
        finally
        {
            if (!isStarted)
            {
                Pending.Free();
            }
        }
    }

    private async ValueTask<NotSentReason?> WaitUntilReadyAsync(ReplyReader replies, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await replies.Ready.WaitAsync(timeout, options.TimeProvider, waiting.Token).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException)
        {
            return NotSentReason.TimedOut;
        }
        catch (ClientException)
        {
            return NotSentReason.RepliesUnreadable;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return NotSentReason.Closed;
        }
    }

    private ValueTask<CommandOutcome<TResponse>> Start<TResponse>(
        in Request<TKey, TCommand> request, TimeSpan left, RequestChannel<TResponse> channel, ReplyReader replies, CancellationToken cancellationToken)
    {
        var now = options.TimeProvider.GetUtcNow();
        var id = request.Options.CorrelationId ?? options.CreateCorrelationId();
        var correlationId = id.ToHeader();
        var before = Activity.Current;
        var operation = SendOperation.Start(commands.Topic, request.Key, id, request.Options.CommandId, options.TimeProvider);
        var headers = CreateHeaders(request.Options, request.Command, correlationId, channel.Topic, now, left);
        operation.Leave(before);
        var pending = channel.Rent();
        pending.Begin(replies, correlationId);
        var outcome = pending.Outcome;
        try
        {
            Pending.Open(pending, left);
        }
        catch (InvalidOperationException exception)
        {
            operation.Fail(exception);
            throw;
        }

        Publish(in request, pending, headers, now, left, operation);
        pending.ListenTo(cancellationToken);
        return outcome;
    }

    private void Publish(
        in Request<TKey, TCommand> request, PendingRequest pending, Headers headers, DateTimeOffset now, TimeSpan left, SendOperation operation)
    {
        try
        {
            pending.Follow(operation.Follow(
                writer.IsWaiting ? PublishInTurn(request, pending, headers, now, left) : HandOver(in request, pending, headers, now, left)));
        }
        catch (SerdeNotReadyException)
        {
            pending.Follow(operation.Follow(PublishInTurn(request, pending, headers, now, left)));
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            pending.NotPublished(SendErrors.ReasonOf(exception));
        }
    }

    private ValueTask<RecordMetadata> PublishInTurn(
        Request<TKey, TCommand> request, PendingRequest pending, Headers headers, DateTimeOffset now, TimeSpan left)
    {
        var start = options.TimeProvider.GetTimestamp();
        return writer.PublishInTurnAsync(
            () => HandOver(in request, pending, headers, now, left - options.TimeProvider.GetElapsedTime(start)), headers, CancellationToken.None);
    }

    private ValueTask<RecordMetadata> HandOver(
        in Request<TKey, TCommand> request, PendingRequest pending, Headers headers, DateTimeOffset now, TimeSpan left)
    {
        if (!pending.TryHandOver())
        {
            throw new OperationCanceledException();
        }

        try
        {
            var most = left > DeadlineWheel.Turn ? left : DeadlineWheel.Turn;
            var sendTimeout = request.Options.SendTimeout ?? options.SendTimeout;
            return writer.Publish(request.Key, request.Command, headers, request.Options.Timestamp ?? now, sendTimeout < most ? sendTimeout : most);
        }
        catch (SerdeNotReadyException)
        {
            pending.HandOverLater();
            throw;
        }
    }

    private Headers CreateHeaders(CommandOptions given, TCommand command, byte[] correlationId, byte[] replyTopic, DateTimeOffset now, TimeSpan left)
    {
        var envelope = new CommandEnvelope
        {
            Profile = options.Profile,
            CorrelationId = correlationId,
            CommandId = CommandIds.Bytes(given.CommandId, correlationId),
            Type = writer.TypeOf(command),
            ReplyTopic = replyTopic,
            ReplyPartition = given.ReplyPartition is { } partition
                ? CommandHeaderSet.Encode(partition, options.Profile.ReplyPartitions)
                : _replyPartition,
            Deadline = _deadline.Encode(now.ToUnixTimeMilliseconds() + Milliseconds(left)),
            Timeout = _timeout.Encode(Milliseconds(left)),
        };
        return CommandHeaderSet.Build(in envelope, given.Headers);
    }

    private static long Milliseconds(TimeSpan time) => Math.Max(time.Ticks / TimeSpan.TicksPerMillisecond, 1);

    private RequestChannel<TResponse> ChannelFor<TResponse>(ResponseStream<TKey, TResponse> responses, string topic) =>
        _channels.TryGetValue((responses, topic), out var channel) ? (RequestChannel<TResponse>)channel : MakeChannel(responses, topic);

    // Apart from the search, which would make the closure each time.
    private RequestChannel<TResponse> MakeChannel<TResponse>(ResponseStream<TKey, TResponse> responses, string topic) =>
        (RequestChannel<TResponse>)_channels.GetOrAdd(
            (responses, topic), _ => new RequestChannel<TResponse>(topic, responses.ValueSerde, Pending, readers, options.Profile));
}
