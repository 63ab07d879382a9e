using Commands.Streams.Clients;
using Commands.Streams.Messaging;

namespace Commands.Streams.Issuing.Replies;

/// <summary>
/// Reads one reply topic for all clients of a cluster, and passes each response to the request that waits for it. Only the correlation id of a
/// response is read, unless a request waits for it.
/// </summary>
internal sealed class ReplyReader : IAsyncDisposable
{
    private static readonly byte[] StatusHeader = "command-status"u8.ToArray();

    private readonly RecentRequests _ended = new();
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly KeyValuePair<string, object?> _tag;
    private readonly IStreamsClient _client;
    private readonly TimeProvider _time;
    private readonly long _createdAt;
    private volatile ITopicReader? _reader;
    private volatile byte[][] _correlationHeaders = ["kafka_correlationId"u8.ToArray(), "REPLY_CORRELATION_ID"u8.ToArray()];

    /// <summary>Creates the reader, which starts to read after a pause.</summary>
    /// <param name="client">The client of the cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="time">The clock of the pause.</param>
    /// <param name="attempt">The number of readers of the topic that were lost in a row before this one.</param>
    /// <param name="pause">How long to wait before reading begins.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    public ReplyReader(IStreamsClient client, string topic, TimeProvider time, int attempt, TimeSpan pause)
    {
        Topic = topic;
        Attempt = attempt;
        _tag = new KeyValuePair<string, object?>(ClientMeter.TopicTag, topic);
        _client = client;
        _time = time;
        _createdAt = time.GetTimestamp();
        Ready = pause == TimeSpan.Zero ? Start().Ready : StartAsync(pause);
    }

    public string Topic { get; }

    /// <summary>The requests that wait for a response in this topic.</summary>
    public RequestsById Pending { get; } = new();

    /// <summary>Completes when no response can be missed any more.</summary>
    public Task Ready { get; }

    /// <summary>True if responses can no longer be read, so that another reader is needed.</summary>
    public bool IsLost => Ready.IsFaulted || _reader?.Failure is not null;

    /// <summary>The number of readers of the topic that were lost in a row before this one.</summary>
    public int Attempt { get; }

    /// <summary>The time since the reader was created.</summary>
    public TimeSpan Age => _time.GetElapsedTime(_createdAt);

    /// <summary>The number of clients that use the reader; guarded by the lock of its owner.</summary>
    public int Users { get; set; }

    /// <summary>Returns what to wait for before sending a command whose response comes here; null if it may be sent now.</summary>
    /// <exception cref="CommandNotSentException">The response could not be read.</exception>
    public Task? FindWait()
    {
        if (FindLoss() is { } loss)
        {
            throw loss;
        }

        return Ready.IsCompletedSuccessfully ? null : Ready;
    }

    /// <summary>Returns why a command whose response comes here cannot be sent; null if it can be sent, now or later.</summary>
    public CommandNotSentException? FindLoss() =>
        (Ready.IsFaulted ? Ready.Exception.InnerException : _reader?.Failure) is { } failure ? Unreadable(Topic, failure)
        : Ready.IsCanceled ? new CommandNotSentException(NotSentReason.Closed, $"The client was disposed before responses in topic '{Topic}' could be read.")
        : null;

    /// <summary>Creates the exception for a command that was not sent because of its reply topic.</summary>
    public static CommandNotSentException Unreadable(string topic, Exception failure) => new(
        NotSentReason.RepliesUnreadable, $"The command was not sent, because its response in topic '{topic}' could not be read: {failure.Message}", failure);

    /// <summary>Also reads correlation ids from a header with another name.</summary>
    public void AddCorrelationHeader(string name)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(name);
        lock (_lock)
        {
            if (!_correlationHeaders.Contains(bytes, BytesComparer.Instance))
            {
                _correlationHeaders = [.. _correlationHeaders, bytes];
            }
        }
    }

    public void Remember(byte[] answered) => _ended.AddAnswered(answered);

    public void RememberAsLate(byte[] unanswered, Action<LateResponse>? late) => _ended.AddUnanswered(unanswered, late);

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        ITopicReader? reader;
        lock (_lock)
        {
            reader = _reader;
        }

        if (reader is not null)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ITopicReader Start()
    {
        lock (_lock)
        {
            _disposing.Token.ThrowIfCancellationRequested();
            return _reader = _client.CreateTopicReader(
                new TopicReaderSettings { Topic = Topic, ClientId = $"replies-{Topic}", OnRecords = OnRecords });
        }
    }

    private async Task StartAsync(TimeSpan pause)
    {
        await Task.Delay(pause, _time, _disposing.Token).ConfigureAwait(false);
        await Start().Ready.ConfigureAwait(false);
    }

    private void OnRecords(RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (!TryFindId(batch, i, out var id))
            {
                ClientMeter.AddOne(ClientMeter.Foreign, _tag);
            }
            else if (!Pending.TryFind(id, out var pending))
            {
                Drop(batch, i, id);
            }
            else if (batch.TryReadHeader(i, StatusHeader, out var status) && StatusText.IsAccepted(status))
            {
                pending.Request.Accepted(CorrelationId.FromBytes(id));
            }
            else if (!pending.Request.Answer(pending.Use, batch, i))
            {
                Drop(batch, i, id);
            }
        }
    }

    private bool TryFindId(RecordBatch batch, int index, out ReadOnlySpan<byte> id)
    {
        foreach (var name in _correlationHeaders)
        {
            if (batch.TryReadHeader(index, name, out id) && id.Length is > 0 and <= CorrelationId.MaxLength)
            {
                return true;
            }
        }

        id = default;
        return false;
    }

    private void Drop(RecordBatch batch, int index, ReadOnlySpan<byte> id)
    {
        if (_ended.WasUnanswered(id, out var late))
        {
            ClientMeter.AddOne(ClientMeter.Late, _tag);
            if (late is not null)
            {
                Tell(late, batch, index, id);
            }
        }
        else
        {
            ClientMeter.AddOne(_ended.WasAnswered(id) ? ClientMeter.Duplicate : ClientMeter.Foreign, _tag);
        }
    }

    private static void Tell(Action<LateResponse> late, RecordBatch batch, int index, ReadOnlySpan<byte> id)
    {
        batch.Read(index, out var record);
        try
        {
            late(new LateResponse(CorrelationId.FromBytes(id), batch.ReadHeaders(index), record.HasValue ? record.Value.ToArray() : null));
        }
        catch (Exception)
        {
            // An exception from the application's callback must not affect other responses.
        }
    }
}
