namespace Commands.Streams.Issuing.Requests;

/// <summary>
/// The deadlines of a client's requests: a wheel of slots, each a list linked through the requests themselves, turned by one timer that runs only
/// while there are requests. A request is in the wheel from <see cref="Add"/> until <see cref="Remove"/> or until it is overdue. Requests never
/// expire early, and at most two turns late. Thread-safe; overdue requests are reported outside the lock.
/// </summary>
internal sealed class DeadlineWheel : IDisposable
{
    /// <summary>The duration of a turn.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    private const int Slots = 512;

    private readonly Lock _lock = new();
    private readonly PendingRequest?[] _heads = new PendingRequest?[Slots];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _turned;
    private int _count;
    private bool _isRunning;

    public DeadlineWheel(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static wheel => ((DeadlineWheel)wheel!).OnTurn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The number of requests in the wheel.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    public void Add(PendingRequest request, TimeSpan timeout)
    {
        lock (_lock)
        {
            var elapsed = _time.GetElapsedTime(_start);
            if (!_isRunning)
            {
                _isRunning = true;
                _turned = elapsed.Ticks / Turn.Ticks;
                _timer.Change(Turn, Turn);
            }

            // Never links to a turn that has already passed, which would be found only a whole round later.
            request.DueTurn = Math.Max((elapsed.Ticks + Math.Min(timeout.Ticks, long.MaxValue / 2) + Turn.Ticks - 1) / Turn.Ticks, _turned + 1);
            Link(request);
        }
    }

    /// <summary>Removes a request, if it is still in the wheel.</summary>
    public void Remove(PendingRequest request)
    {
        lock (_lock)
        {
            if (request.IsLinked)
            {
                Unlink(request);
            }
        }
    }

    /// <summary>Returns the requests in the wheel, with their uses.</summary>
    public List<(PendingRequest Request, long Use)> List()
    {
        var all = new List<(PendingRequest, long)>();
        lock (_lock)
        {
            foreach (var head in _heads)
            {
                for (var request = head; request is not null; request = request.Next)
                {
                    all.Add((request, request.Use));
                }
            }
        }

        return all;
    }

    public void Dispose() => _timer.Dispose();

    private void OnTurn()
    {
        List<(PendingRequest Request, long Use)>? overdue = null;
        lock (_lock)
        {
            var now = _time.GetElapsedTime(_start).Ticks / Turn.Ticks;
            // After a long pause, one round visits every slot.
            for (var turn = Math.Max(_turned, now - Slots) + 1; turn <= now; turn++)
            {
                CollectOverdue((int)(turn % Slots), now, ref overdue);
            }

            _turned = Math.Max(_turned, now);
            if (_count == 0 && _isRunning)
            {
                _isRunning = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var (request, use) in overdue ?? [])
        {
            request.Expire(use);
        }
    }

    private void CollectOverdue(int slot, long now, ref List<(PendingRequest Request, long Use)>? overdue)
    {
        for (var request = _heads[slot]; request is not null;)
        {
            var next = request.Next;
            if (request.DueTurn <= now)
            {
                Unlink(request);
                (overdue ??= []).Add((request, request.Use));
            }

            request = next;
        }
    }

    private void Link(PendingRequest request)
    {
        ref var head = ref _heads[request.DueTurn % Slots];
        request.Next = head;
        request.Previous = null;
        if (head is not null)
        {
            head.Previous = request;
        }

        head = request;
        request.IsLinked = true;
        _count++;
    }

    private void Unlink(PendingRequest request)
    {
        if (request.Previous is { } previous)
        {
            previous.Next = request.Next;
        }
        else
        {
            _heads[request.DueTurn % Slots] = request.Next;
        }

        if (request.Next is { } next)
        {
            next.Previous = request.Previous;
        }

        request.Next = null;
        request.Previous = null;
        request.IsLinked = false;
        _count--;
    }
}
