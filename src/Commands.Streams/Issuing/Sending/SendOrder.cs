namespace Commands.Streams.Issuing.Sending;

/// <summary>
/// Keeps a client's commands in the order they were sent when one of them has to wait: for its serde, for the reader of its response, or for a new
/// publisher. Later commands wait for their turn, unless they are cancelled or time out. As long as no command has to wait, which is nearly always,
/// no lock is taken. Thread-safe.
/// </summary>
internal sealed class SendOrder
{
    private readonly Lock _lock = new();
    private readonly Queue<WaitingCommand> _waiting = [];
    private volatile bool _isWaiting;

    /// <summary>True if a command is waiting, so that others must wait behind it.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Queues a command behind those that are already waiting.</summary>
    public void Add(WaitingCommand command)
    {
        lock (_lock)
        {
            _waiting.Enqueue(command);
            if (_isWaiting)
            {
                return;
            }

            _isWaiting = true;
        }

        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = HandOverAsync();
            return;
        }

        // Commands of other callers follow, which must not run in this caller's context.
        using (ExecutionContext.SuppressFlow())
        {
            _ = HandOverAsync();
        }
    }

    private async Task HandOverAsync()
    {
        for (var command = Peek(); command is not null;)
        {
            if (command.TryHandOver() is { } wait)
            {
                await Task.WhenAny(wait, command.Ended).ConfigureAwait(false);
            }
            else
            {
                command = Next();
            }
        }
    }

    private WaitingCommand? Peek()
    {
        lock (_lock)
        {
            return _waiting.Peek();
        }
    }

    private WaitingCommand? Next()
    {
        lock (_lock)
        {
            _waiting.Dequeue();
            _isWaiting = _waiting.Count > 0;
            return _isWaiting ? _waiting.Peek() : null;
        }
    }
}
