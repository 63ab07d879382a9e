using System.Collections.Concurrent;
using System.Diagnostics;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Issuing.Sending;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Issuing.Requests;

/// <summary>
/// Sends requests: reserves a place, gets the reader of the replies, registers the request so that its response can be matched, and hands the command
/// to the producer only once the reader is ready. Thread-safe.
/// </summary>
internal sealed class RequestSender<TKey, TCommand>(
    CommandWriter<TKey, TCommand> writer,
    CommandStream<TKey, TCommand> commands,
    CommandClientOptions options,
    IssuedHeaders issuedHeaders,
    IssuerLog log,
    ReplyReaders readers)
{
    private readonly ConcurrentDictionary<(object Responses, string Topic), IAsyncDisposable> _channels = new();

    /// <summary>The requests that have not ended.</summary>
    public OpenRequests Pending { get; } = new(commands.Topic, options, log);

    public ValueTask<CommandOutcome<TResponse>> RequestAsync<TResponse>(
        in Request<TKey, TCommand> request, ResponseStream<TKey, TResponse> responses, CancellationToken cancellationToken)
    {
        if (Pending.IsClosed)
        {
            return NotSent<TResponse>(NotSentReason.Closed, Pending.Say(NotSentReason.Closed));
        }

        if (!Pending.TryReserve())
        {
            return NotSent<TResponse>(NotSentReason.Busy, Pending.Say(NotSentReason.Busy));
        }

        var isStarted = false;
        var topic = request.Options.ReplyTopic ?? options.ReplyTopic ?? responses.Topic;
        try
        {
            var channel = ChannelFor(responses, topic);
            if (channel.Replies is not { } replies)
            {
                return NotSent<TResponse>(NotSentReason.Closed, Pending.Say(NotSentReason.Closed));
            }

            if (replies.FindLoss() is { } loss)
            {
                return NotSent<TResponse>(loss.Reason, loss.Message);
            }

            var outcome = Start(in request, channel, replies, cancellationToken);
            isStarted = true;
            return outcome;
        }
        catch (ClientException exception)
        {
            return NotSent<TResponse>(NotSentReason.RepliesUnreadable, ReplyReader.Unreadable(topic, exception).Message);
        }
        finally
        {
            if (!isStarted)
            {
                Pending.Free();
            }
        }
    }

    /// <summary>Ends all requests, including later ones.</summary>
    public void End() => Pending.Dispose();

    /// <summary>Returns the readers.</summary>
    public async ValueTask ReturnReadersAsync()
    {
        foreach (var channel in _channels.Values)
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ValueTask<CommandOutcome<TResponse>> NotSent<TResponse>(NotSentReason reason, string message)
    {
        log.NotSent(reason, message);
        return ValueTask.FromResult<CommandOutcome<TResponse>>(new CommandOutcome<TResponse>.NotSent(reason) { Message = message });
    }

    private ValueTask<CommandOutcome<TResponse>> Start<TResponse>(
        in Request<TKey, TCommand> request, ReplyRoute<TResponse> channel, ReplyReader replies, CancellationToken cancellationToken)
    {
        var now = options.TimeProvider.GetUtcNow();
        var id = request.Options.CorrelationId ?? options.CreateCorrelationId();
        var correlationId = id.ToHeader();
        var type = writer.TypeOf(request.Command);
        var before = Activity.Current;
        var operation = SendOperation.Start(commands.Topic, request.Key, id, request.Options.CommandId, options.TimeProvider);
        var headers = issuedHeaders.OfRequest(request.Options, type, correlationId, channel.Topic, now, request.Limit);
        operation.Leave(before);
        var pending = channel.Rent();
        pending.Begin(replies, correlationId);
        var outcome = pending.Outcome;
        try
        {
            Pending.Open(pending, request.Limit ?? TimeSpan.MaxValue);
        }
        catch (InvalidOperationException exception)
        {
            operation.Fail(exception);
            throw;
        }

        Publish(in request, pending, headers, now, operation);
        pending.ListenTo(cancellationToken);
        return outcome;
    }

    private void Publish(in Request<TKey, TCommand> request, PendingRequest pending, Headers headers, DateTimeOffset now, SendOperation operation)
    {
        if (!pending.Replies.Ready.IsCompletedSuccessfully || writer.MustWait)
        {
            PublishInTurn(request, pending, headers, now, operation);
            return;
        }

        try
        {
            pending.Follow(operation.Follow(HandOver(in request, pending, headers, now, request.Limit)));
        }
        catch (SerdeNotReadyException)
        {
            PublishInTurn(request, pending, headers, now, operation);
        }
        catch (Exception exception)
        {
            Fail(pending, operation, exception);
        }
    }

    private void PublishInTurn(Request<TKey, TCommand> request, PendingRequest pending, Headers headers, DateTimeOffset now, SendOperation operation)
    {
        var start = options.TimeProvider.GetTimestamp();
        writer.Add(new WaitingRequest(
            commands.Topic,
            pending,
            writer.FindWait,
            () =>
            {
                var left = request.Limit - options.TimeProvider.GetElapsedTime(start);
                var current = left is { } time ? issuedHeaders.WithTimeout(headers, time) : headers;
                pending.Follow(operation.Follow(HandOver(in request, pending, current, now, left)));
            },
            exception => Fail(pending, operation, exception)));
    }

    private static void Fail(PendingRequest pending, SendOperation operation, Exception exception)
    {
        operation.Fail(exception);
        pending.NotPublished(SendErrors.ReasonOf(exception), exception.Message);
    }

    private ValueTask<RecordMetadata> HandOver(
        in Request<TKey, TCommand> request, PendingRequest pending, Headers headers, DateTimeOffset now, TimeSpan? left)
    {
        if (!pending.TryHandOver())
        {
            throw new OperationCanceledException();
        }

        try
        {
            var sendTimeout = request.Options.SendTimeout ?? options.SendTimeout;
            if (left < sendTimeout)
            {
                sendTimeout = left > SendChecks.ShortestTimeout ? left.Value : SendChecks.ShortestTimeout;
            }

            return writer.Publish(request.Key, request.Command, headers, request.Options.Timestamp ?? now, sendTimeout);
        }
        catch (SerdeNotReadyException)
        {
            pending.HandOverLater();
            throw;
        }
    }

    private ReplyRoute<TResponse> ChannelFor<TResponse>(ResponseStream<TKey, TResponse> responses, string topic) =>
        _channels.TryGetValue((responses, topic), out var channel) ? (ReplyRoute<TResponse>)channel : MakeChannel(responses, topic);

    // Kept apart from the lookup, which would otherwise allocate the closure every time.
    private ReplyRoute<TResponse> MakeChannel<TResponse>(ResponseStream<TKey, TResponse> responses, string topic) =>
        (ReplyRoute<TResponse>)_channels.GetOrAdd(
            (responses, topic), _ => new ReplyRoute<TResponse>(topic, responses.ValueSerde, Pending, readers, options));
}

/// <summary>The arguments of a request, and the time of the call.</summary>
internal readonly record struct Request<TKey, TCommand>(TKey Key, TCommand Command, TimeSpan Timeout, CommandOptions Options)
{
    // Kafka's timestamps end with the year 9999, and no caller waits that long.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365_000);

    /// <summary>How long the caller waits; null for no limit.</summary>
    public TimeSpan? Limit => Timeout == System.Threading.Timeout.InfiniteTimeSpan || Timeout > Longest ? null : Timeout;
}
