using System.Runtime.CompilerServices;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Operators.Async;

/// <summary>A call of a handler, running or waiting for its lane. Reused for later records.</summary>
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

    /// <summary>Called when the handler ends, on any thread.</summary>
    public Action OnEnded { get; }

    public Record<TKey, TValue> Record;

    /// <summary>The lane's key. Kept, because the handler might change a key that is a mutable object.</summary>
    public LaneKey<TKey> Lane;

    public ValueTaskAwaiter<TResult> Awaiter;

    /// <summary>The token that asks the handler to give up when the task drains.</summary>
    public CancellationToken Draining;

    /// <summary>What to report to the limit when the handler has ended.</summary>
    public int Window;
    public long StartedAt;

    /// <summary>The timestamp of the handler's end, which the worker notices only later. Set only if the limit is adaptive.</summary>
    public long EndedAt { get; private set; }

    public InFlightWork InFlightWork
    {
        get => _pass ?? throw new InvalidOperationException("The call belongs to no record.");
        set => _pass = value;
    }

    /// <summary>The next call in the same lane.</summary>
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
