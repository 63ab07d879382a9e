using Commands.Streams.Issuing.Replies;

namespace Commands.Streams.Issuing.Requests;

/// <summary>
/// The open requests of one client, at most <c>MaxPending</c>. A request is removed from table, wheel and count before its caller resumes.
/// </summary>
internal sealed class OpenRequests(string topic, CommandClientOptions options, IssuerLog log) : IDisposable
{
    private readonly DeadlineWheel _deadlines = new(options.TimeProvider);
    private readonly KeyValuePair<string, object?> _tag = new(ClientMeter.TopicTag, topic);
    private readonly string _busy =
        $"{options.MaxPending} requests to topic '{topic}' are already pending. Send fewer at once, or raise {nameof(CommandClientOptions.MaxPending)}.";

    private readonly string _notSentInTime =
        $"The command was not sent to topic '{topic}' in time: it was waiting for the reader of its responses, its serde or a new producer.";

    private readonly string _notSentClosed = $"The client of topic '{topic}' was disposed before the command was sent.";
    private readonly string _noResponse = $"No response to the command in topic '{topic}' came in time.";
    private readonly string _inDoubt = $"The command was not acknowledged in time, but may still be in topic '{topic}'.";
    private readonly string _closed = $"The client of topic '{topic}' was disposed before a response came.";
    private int _count;
    private volatile bool _isClosed;

    /// <summary>The number of reserved places.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of deadlines being watched.</summary>
    public int Deadlines => _deadlines.Count;

    public bool IsClosed => _isClosed;

    /// <summary>The client's callback for late responses.</summary>
    public Action<LateResponse>? OnLate => options.OnLateResponse;

    /// <summary>Reserves a place for a request.</summary>
    /// <returns>False if all places are taken.</returns>
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

    /// <summary>Releases a place.</summary>
    public void Free()
    {
        Interlocked.Decrement(ref _count);
        ClientMeter.Add(ClientMeter.Pending, -1, _tag);
    }

    /// <summary>Opens a request that has begun and has a place: from now on it may end.</summary>
    /// <exception cref="InvalidOperationException">Another request is pending under the same correlation id.</exception>
    public void Open(PendingRequest request, TimeSpan timeout)
    {
        var use = request.Use;
        if (!request.Replies.Pending.TryAdd(request.CorrelationId, new RequestUse(request, use)))
        {
            request.TakeBack();
            throw new InvalidOperationException(
                $"A request to topic '{topic}' is already pending under the same correlation id. Give each request its own id, or omit it.");
        }

        _deadlines.Add(request, timeout);
        if (!request.IsOpen)
        {
            _deadlines.Remove(request); // it was answered before its deadline was added
        }

        if (_isClosed)
        {
            request.Close(use);
        }
    }

    /// <summary>Removes a request whose use has just ended.</summary>
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
            // An exception from the application's callback must not affect other responses.
        }
    }

    public void CountUnknown(UnknownReason reason) => ClientMeter.AddUnknown(_tag, reason);

    public void NotSent(NotSentReason reason, string message) => log.NotSent(reason, message);

    /// <summary>Returns the message for a request that was not sent.</summary>
    public string Say(NotSentReason reason) => reason switch
    {
        NotSentReason.Busy => _busy,
        NotSentReason.Closed => _notSentClosed,
        _ => _notSentInTime,
    };

    /// <summary>Returns the message for a request that ended without a response.</summary>
    public string Say(UnknownReason reason) => reason switch
    {
        UnknownReason.Closed => _closed,
        UnknownReason.DeliveryInDoubt => _inDoubt,
        _ => _noResponse,
    };

    /// <summary>Ends all requests, including those that are opened later.</summary>
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
