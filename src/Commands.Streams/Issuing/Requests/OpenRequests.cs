using Commands.Streams.Issuing.Replies;

namespace Commands.Streams.Issuing.Requests;

/// <summary>
/// The requests of one client that have not ended: at most so many. One that has ended is in no table and no wheel, and counts no more, before its
/// caller hears of it.
/// </summary>
internal sealed class OpenRequests(string topic, CommandClientOptions options, IssuerLog log) : IDisposable
{
    private readonly DeadlineWheel _deadlines = new(options.TimeProvider);
    private readonly KeyValuePair<string, object?> _tag = new(ClientMeter.TopicTag, topic);
    private readonly string _busy =
        $"{options.MaxPending} requests to topic '{topic}' wait already. Send fewer at once, or raise {nameof(CommandClientOptions.MaxPending)}.";
    private readonly string _notSentInTime =
        $"The command could not leave the client in time for topic '{topic}': it waited for the reader of its responses, its serde or a new producer.";
    private readonly string _notSentClosed = $"The client of topic '{topic}' was disposed before the command was sent.";
    private readonly string _noResponse = $"No response to the command in topic '{topic}' came in time.";
    private readonly string _inDoubt = $"The command was not acknowledged in time, and may be in topic '{topic}' all the same.";
    private readonly string _closed = $"The client of topic '{topic}' was disposed before a response came.";
    private int _count;
    private volatile bool _isClosed;

    /// <summary>The number of places that are taken.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of deadlines that are watched.</summary>
    public int Deadlines => _deadlines.Count;

    public bool IsClosed => _isClosed;

    /// <summary>Gets the late responses of this client.</summary>
    public Action<LateResponse>? OnLate => options.OnLateResponse;

    /// <summary>Takes a place for a request.</summary>
    /// <returns>False if all are taken.</returns>
    public bool TryReserve()
    {
        if (Interlocked.Increment(ref _count) <= options.MaxPending)
        {
            ClientMeter.Add(ClientMeter.Pending, 1, _tag);
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Free()
    {
        Interlocked.Decrement(ref _count);
        ClientMeter.Add(ClientMeter.Pending, -1, _tag);
    }

    /// <summary>Opens a request that has begun and has a place: from here on it may end.</summary>
    /// <exception cref="InvalidOperationException">Another request waits under the same correlation id.</exception>
    public void Open(PendingRequest request, TimeSpan timeout)
    {
        var use = request.Use;
        if (!request.Replies.Pending.TryAdd(request.CorrelationId, new RequestUse(request, use)))
        {
            request.TakeBack();
            throw new InvalidOperationException(
                $"A request to topic '{topic}' waits under the same correlation id already. Give each request an id of its own, or leave it out.");
        }

        _deadlines.Add(request, timeout);
        if (!request.IsOpen)
        {
            _deadlines.Remove(request); // it was answered before its deadline was watched
        }

        if (_isClosed)
        {
            request.Close(use);
        }
    }

    /// <summary>Forgets a request whose use has just ended.</summary>
    public void Remove(PendingRequest request)
    {
        request.Replies.Pending.Remove(request.CorrelationId);
        _deadlines.Remove(request);
        Free();
    }

    public void OnAccepted(CorrelationId correlationId)
    {
        try
        {
            options.OnAccepted?.Invoke(correlationId);
        }
        catch (Exception)
        {
            // The other responses must not suffer for what the application's own code throws.
        }
    }

    public void CountUnknown(UnknownReason reason) => ClientMeter.AddUnknown(_tag, reason);

    public void NotSent(NotSentReason reason, string message) => log.NotSent(reason, message);

    /// <summary>The sentence for a request that ended without having been sent.</summary>
    public string Say(NotSentReason reason) => reason switch
    {
        NotSentReason.Busy => _busy,
        NotSentReason.Closed => _notSentClosed,
        _ => _notSentInTime,
    };

    /// <summary>The sentence for a request that ended without a response.</summary>
    public string Say(UnknownReason reason) => reason switch
    {
        UnknownReason.Closed => _closed,
        UnknownReason.DeliveryInDoubt => _inDoubt,
        _ => _noResponse,
    };

    /// <summary>Ends all requests, and those to come.</summary>
    public void Dispose()
    {
        _isClosed = true;
        foreach (var (request, use) in _deadlines.List())
        {
            request.Close(use);
        }

        _deadlines.Dispose();
    }
}
