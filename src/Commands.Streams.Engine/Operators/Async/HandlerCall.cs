using System.Runtime.CompilerServices;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Operators.Async;

/// <summary>One call of a handler that runs, or waits for its lane. Reused from record to record.</summary>
internal sealed class HandlerCall<TKey, TValue, TResult> : Completion
{
    private readonly Action<HandlerCall<TKey, TValue, TResult>> _finish;
    private InFlightWork? _pass;

    public HandlerCall(Action<HandlerCall<TKey, TValue, TResult>> finish, CompletionMailbox mailbox, TimeProvider? clock)
    {
        _finish = finish;
        OnEnded = clock is null
            ? () => mailbox.Post(this)
            : () =>
            {
                EndedAt = clock.GetTimestamp();
                mailbox.Post(this);
            };
    }

    /// <summary>What the handler's end calls, on whatever thread.</summary>
    public Action OnEnded { get; }

    public Record<TKey, TValue> Record;

    /// <summary>The lane's name, kept because the handler might change a key that is an object.</summary>
    public LaneKey<TKey> Lane;

    public ValueTaskAwaiter<TResult> Awaiter;

    /// <summary>The token by whose end the handler may give up.</summary>
    public CancellationToken Draining;

    /// <summary>What the limit is to be told when the handler has ended.</summary>
    public int Window;
    public long StartedAt;

    /// <summary>When the handler ended, before its worker noticed. Set only if the limit adapts.</summary>
    public long EndedAt { get; private set; }

    public InFlightWork InFlightWork
    {
        get => _pass ?? throw new InvalidOperationException("The call belongs to no record.");
        set => _pass = value;
    }

    /// <summary>The next call of the same lane.</summary>
    public HandlerCall<TKey, TValue, TResult>? NextInLane { get; set; }

    public override void Finish() => _finish(this);

    public void Clear()
    {
        Record = default;
        Lane = default;
        Awaiter = default;
        Draining = default;
        _pass = null;
        NextInLane = null;
    }
}
