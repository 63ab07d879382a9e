using Commands.Streams.Diagnostics;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Async;

/// <summary>
/// Starts a handler for each record while the task continues. Records with equal keys form a lane, in which one handler at a time runs, in offset order; <see
/// cref="HandlerSlots"/> limit the total. Results are forwarded on the worker. A handler that ends at once costs neither a queue nor an allocation. A handler
/// that has only been waiting may give up when the task drains; its record is then not done.
/// </summary>
internal abstract class AsyncOperator<TKey, TValue, TResult, TNewValue> : OperatorNode<TKey, TValue, TKey, TNewValue>, IAsyncOperator
{
    /// <summary>How many records may wait per running handler when no slot is free: enough to keep the handlers busy when some end.</summary>
    private const int WaitingPerHandler = 16;

    private readonly Dictionary<LaneKey<TKey>, Lane<TKey, TValue, TResult>> _lanes = new(LaneKey<TKey>.Comparer);
    private readonly Queue<HandlerCall<TKey, TValue, TResult>> _ready = new();
    private readonly Stack<HandlerCall<TKey, TValue, TResult>> _pool = new();
    private readonly ConcurrencyRange _concurrency;
    private readonly LaneKeys<TKey> _laneKeys;
    private HandlerSlots _slots = null!;
    private int _waiting;

    protected AsyncOperator(string name, ConcurrencyRange concurrency, LaneKeys<TKey> laneKeys)
        : base(name)
    {
        _concurrency = concurrency;
        _laneKeys = laneKeys;
    }

    /// <summary>
    /// Full only when every slot is taken and enough records wait. While a slot is free, the next record may belong to a free lane, so records behind a busy or
    /// stuck lane do not count; the done-set bounds them.
    /// </summary>
    public bool IsFull => !_slots.AnyFree && _waiting >= (_slots.Limit == 1 ? 0 : _slots.Limit * WaitingPerHandler);

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _slots = new HandlerSlots(_concurrency, context.TimeProvider);
        context.Mailbox.Register(this);
        context.Work.AreStaged = true;
    }

    /// <summary>Starts calls that are ready, as far as there are free slots.</summary>
    public void StartWaiting()
    {
        _slots.Refresh();
        while (_slots.AnyFree && !Context.Mailbox.IsDraining && _ready.TryDequeue(out var call))
        {
            _waiting--;
            if (call.InFlightWork.IsClosed)
            {
                LeaveLane(call);
                continue;
            }

            Run(call);
        }
    }

    public void AddTo(ref TaskGauges gauges)
    {
        gauges.HandlerLimit += _slots.Limit;
        gauges.Lanes += _lanes.Count;
        gauges.Waiting += _waiting;
    }

    /// <summary>Processes the result of a handler that has ended.</summary>
    private void Finish(HandlerCall<TKey, TValue, TResult> call)
    {
        _slots.Free(call.Window, call.StartedAt, call.EndedAt);
        if (call.InFlightWork.IsClosed || TryEmitResult(call))
        {
            LeaveLane(call);
        }
        else
        {
            // The handler gave up because of the drain. The call keeps its lane, and runs again if the task keeps all its partitions.
            _waiting++;
            _ready.Enqueue(call);
        }

        StartWaiting();
    }

    /// <summary>Calls the handler.</summary>
    /// <param name="record">The record.</param>
    /// <param name="stopping">Cancelled when the task ends.</param>
    /// <param name="draining">
    /// Cancelled when the task drains. A handler that ends with an <see cref="OperationCanceledException"/> of this token has given up, so its record is not
    /// done.
    /// </param>
    protected abstract ValueTask<TResult> Start(in Record<TKey, TValue> record, CancellationToken stopping, CancellationToken draining);

    protected abstract void Emit(in Record<TKey, TValue> record, TResult result);

    protected sealed override void Process(in Record<TKey, TValue> record)
    {
        var lane = _laneKeys.Of(record.Key, Context);
        if (_slots.AnyFree && !Context.Mailbox.IsDraining && (_lanes.Count == 0 || !_lanes.ContainsKey(lane)))
        {
            var handler = Start(in record, Context.Stopping, Context.Mailbox.Draining);
            if (handler.IsCompleted)
            {
                Emit(in record, handler.GetAwaiter().GetResult()); // completed; must be called once to return a pooled source
                return;
            }

            var call = Rent(in record, lane);
            EnterLane(call);
            Await(call, handler);
            return;
        }

        var waiting = Rent(in record, lane);
        _waiting++;
        if (EnterLane(waiting))
        {
            _ready.Enqueue(waiting);
        }
    }

    private void Run(HandlerCall<TKey, TValue, TResult> call)
    {
        Context.Input = call.InFlightWork;
        ValueTask<TResult> handler;
        try
        {
            handler = Start(in call.Record, Context.Stopping, Context.Mailbox.Draining);
        }
        catch (Exception exception)
        {
            handler = ValueTask.FromException<TResult>(exception);
        }

        if (!handler.IsCompleted)
        {
            Await(call, handler);
            return;
        }

        call.Awaiter = handler.GetAwaiter();
        _ = TryEmitResult(call); // the handler has not been asked to give up
        LeaveLane(call);
    }

    private void Await(HandlerCall<TKey, TValue, TResult> call, ValueTask<TResult> handler)
    {
        _slots.Take(out call.Window, out call.StartedAt);
        Context.Mailbox.OnStarted();
        // Worker threads have no synchronization context. If there is one, a test is stepping the task, and completions arrive through it, in order.
        call.Draining = Context.Mailbox.Draining;
        call.Awaiter = handler.GetAwaiter();
        call.Awaiter.UnsafeOnCompleted(call.OnEnded);
    }

    /// <summary>Forwards a handler's result, or handles its exception.</summary>
    /// <returns>False if the handler has given up because the task drains.</returns>
    private bool TryEmitResult(HandlerCall<TKey, TValue, TResult> call)
    {
        Context.Input = call.InFlightWork;
        TResult result;
        try
        {
            result = call.Awaiter.GetResult();
        }
        catch (OperationCanceledException exception) when (call.Draining.IsCancellationRequested && exception.CancellationToken == call.Draining)
        {
            return false;
        }
        catch (Exception exception)
        {
            // A handler cannot forward records, so any exception it throws is its own.
            Context.HandleProcessingFailure(Name, exception);
            return true;
        }

        try
        {
            Emit(in call.Record, result);
        }
        catch (Exception exception) when (exception is not Errors.TaskFailedException { IsVerdict: true })
        {
            Context.HandleProcessingFailure(Name, exception);
        }

        return true;
    }

    private HandlerCall<TKey, TValue, TResult> Rent(in Record<TKey, TValue> record, LaneKey<TKey> lane)
    {
        var call = _pool.Count > 0 ? _pool.Pop() : new HandlerCall<TKey, TValue, TResult>(Finish, Context.Mailbox, _slots.Clock);
        call.Record = record;
        call.Lane = lane;
        call.InFlightWork = Context.Work.Hold();
        return call;
    }

    /// <summary>Appends a call to its key's lane.</summary>
    /// <returns>True if it is the first in the lane, so that it may run.</returns>
    private bool EnterLane(HandlerCall<TKey, TValue, TResult> call)
    {
        if (_lanes.TryGetValue(call.Lane, out var lane))
        {
            lane.Append(call);
            return false;
        }

        _lanes.Add(call.Lane, new Lane<TKey, TValue, TResult>(call));
        return true;
    }

    /// <summary>Called when a call has ended: its record may be done, and the next call of its lane is ready.</summary>
    private void LeaveLane(HandlerCall<TKey, TValue, TResult> call)
    {
        if (_lanes[call.Lane].RemoveFirst() is { } next)
        {
            _ready.Enqueue(next);
        }
        else
        {
            _lanes.Remove(call.Lane);
        }

        Context.Work.Release(call.InFlightWork);
        call.Clear();
        _pool.Push(call);
    }
}
