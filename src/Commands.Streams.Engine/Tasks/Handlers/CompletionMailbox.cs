using System.Collections.Concurrent;
using Commands.Streams.Diagnostics;

namespace Commands.Streams.Tasks.Handlers;

/// <summary>
/// Holds the completions of handlers until the task's worker processes them; the only way into a task from another thread. Also knows whether the task's
/// asynchronous operators accept more records. Drops everything that arrives after it has been closed.
/// </summary>
internal sealed class CompletionMailbox(Action wake, Action<CancellationTokenSource> cancel) : IDisposable
{
    private readonly ConcurrentQueue<Completion> _ended = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IAsyncOperator> _operators = [];
    private CancellationTokenSource _draining = new();
    private volatile bool _closed;

    /// <summary>Cancelled when the task ends.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when the task drains or ends. A drain that the task outlives is followed by a new token. Worker only.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>The number of handlers that have been started and have not been finished. Worker only.</summary>
    public int Running { get; private set; }

    /// <summary>True if no handler may be started now. Worker only.</summary>
    public bool IsDraining { get; private set; }

    public bool HasEnded => !_ended.IsEmpty;

    /// <summary>True if an operator accepts no more records until one of its handlers or waiting records has ended. Worker only.</summary>
    public bool IsFull
    {
        get
        {
            foreach (var item in _operators)
            {
                if (item.IsFull)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The sum of the operators' gauges. Worker only.</summary>
    public TaskGauges Gauges
    {
        get
        {
            var gauges = new TaskGauges { RunningHandlers = Running };
            foreach (var item in _operators)
            {
                item.AddTo(ref gauges);
            }

            return gauges;
        }
    }

    public void Register(IAsyncOperator item) => _operators.Add(item);

    /// <summary>Called when a handler has been started that did not end at once. Worker only.</summary>
    public void OnStarted() => Running++;

    /// <summary>Called when a handler has ended. Any thread.</summary>
    public void Post(Completion completion)
    {
        if (!_closed)
        {
            _ended.Enqueue(completion);
            wake();
        }
    }

    /// <summary>Posts a completion when a <see cref="Task"/> ends, in whatever way.</summary>
    public void PostAfter(Task task, Completion completion) => task.ContinueWith(
        (_, state) => Post((Completion)state!), completion, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Wakes the worker when a <see cref="Task"/> ends, in whatever way.</summary>
    public void WakeAfter(Task task) => task.ContinueWith(
        static (_, state) =>
            ((CompletionMailbox)state!).Wake(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>
    /// Processes what has ended by now. Handlers started meanwhile may end at once; they wait for the next call, so that every call ends and the worker can
    /// poll its group. If nothing has ended, operators may still have to lift a limit. Worker only.
    /// </summary>
    /// <param name="most">The most completions to process.</param>
    /// <returns>The number processed.</returns>
    public int Finish(int most)
    {
        var finished = 0;
        for (var left = Math.Min(Running, most); left > 0 && _ended.TryDequeue(out var completion); left--)
        {
            finished++;
            Running--;
            completion.Finish();
        }

        if (finished == 0 && Running > 0)
        {
            StartWaiting();
        }

        return finished;
    }

    public void BeginDrain()
    {
        IsDraining = true;
        cancel(_draining);
    }

    public void EndDrain()
    {
        IsDraining = false;
        _draining = new CancellationTokenSource();
        StartWaiting();
    }

    /// <summary>Cancels the handlers and drops results that arrive later.</summary>
    public void Dispose()
    {
        _closed = true;
        cancel(_stopping);
        cancel(_draining);
        _ended.Clear();
    }

    private void StartWaiting()
    {
        foreach (var item in _operators)
        {
            item.StartWaiting();
        }
    }

    private void Wake()
    {
        if (!_closed)
        {
            wake();
        }
    }
}

/// <summary>A handler that has been started and ends later.</summary>
internal abstract class Completion
{
    /// <summary>Processes the result, on the worker.</summary>
    public abstract void Finish();
}
