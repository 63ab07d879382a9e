using System.Collections.Concurrent;
using Commands.Streams.Diagnostics;

namespace Commands.Streams.Tasks.Handlers;

/// <summary>
/// Where handlers that have ended wait for their task's worker: the only way from another thread into a task. Also knows whether the task's
/// asynchronous operators take more. Once closed, what comes is dropped.
/// </summary>
internal sealed class CompletionMailbox(Action wake, Action<CancellationTokenSource> cancel) : IDisposable
{
    private readonly ConcurrentQueue<Completion> _ended = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IAsyncOperator> _operators = [];
    private CancellationTokenSource _draining = new();
    private volatile bool _closed;

    /// <summary>Ends with the task.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends when the task drains: at the latest with the task. After a drain that the task outlives there is another one. Worker only.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>Handlers that were started and have not been finished. Worker only.</summary>
    public int Running { get; private set; }

    /// <summary>Whether handlers must not be started now. Worker only.</summary>
    public bool IsDraining { get; private set; }

    public bool HasEnded => !_ended.IsEmpty;

    /// <summary>Whether any operator wants no more records until something of its own has ended. Worker only.</summary>
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

    /// <summary>What the operators are busy with. Worker only.</summary>
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

    /// <summary>A handler was started that did not end at once. Worker only.</summary>
    public void OnStarted() => Running++;

    /// <summary>A handler has ended. Any thread.</summary>
    public void Post(Completion completion)
    {
        if (!_closed)
        {
            _ended.Enqueue(completion);
            wake();
        }
    }

    /// <summary>Posts a completion when a task has ended, however it ends.</summary>
    public void PostAfter(Task task, Completion completion) => task.ContinueWith(
        (_, state) => Post((Completion)state!), completion, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Wakes the worker when a task has ended, however it ends.</summary>
    public void WakeAfter(Task task) => task.ContinueWith(
        static (_, state) =>
            ((CompletionMailbox)state!).Wake(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>
    /// Carries on with what has ended. Handlers started meanwhile may end at once: they wait for the next call, so that the group is not kept waiting.
    /// If nothing has ended, a limit may still have to be lifted. Worker only.
    /// </summary>
    /// <param name="most">At most so many.</param>
    /// <returns>How many.</returns>
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

    /// <summary>Tells handlers to end, and drops what they still bring.</summary>
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

/// <summary>A handler that was started and ends later.</summary>
internal abstract class Completion
{
    /// <summary>Carries on with the result, on the worker.</summary>
    public abstract void Finish();
}
