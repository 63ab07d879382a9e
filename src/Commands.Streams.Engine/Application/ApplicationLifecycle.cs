using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Commands.Streams;

/// <summary>
/// The state of an application, derived from the reports of its workers and the requests of its user. One lock guards it; events are raised, and
/// workers are told to stop, outside of that lock.
/// </summary>
internal sealed class ApplicationLifecycle(string applicationId, ILogger logger) : IWorkerLifecycle
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopRequest = new();
    private IReadOnlyList<WorkerThread> _workers = [];
    private Exception? _failure;
    private bool _startBegun;
    private bool _stopRequested;
    private int _alive;

    public event Action<ApplicationState>? StateChanged;

    public ApplicationState State { get; private set; }

    public Task Completion => _completion.Task;

    /// <summary>Completes, without a fault, once nothing runs any more.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Cancelled when the application is asked to stop.</summary>
    public CancellationToken StopRequested => _stopRequest.Token;

    public void BeginStart()
    {
        lock (_lock)
        {
            if (_startBegun || State != ApplicationState.Created)
            {
                throw new InvalidOperationException($"Application '{applicationId}' has already been started. Create a new one to run the topology again.");
            }

            _startBegun = true;
        }
    }

    /// <summary>The start failed before any worker ran.</summary>
    public void StartFailed(Exception exception)
    {
        SetState(ApplicationState.Error);
        End(exception);
    }

    /// <summary>Everything is ready: starts the workers, unless a stop was requested meanwhile.</summary>
    public void Started(IReadOnlyList<WorkerThread> workers)
    {
        bool stop;
        lock (_lock)
        {
            stop = _stopRequested;
            _workers = stop ? [] : workers;
            _alive = _workers.Count;
        }

        if (stop)
        {
            SetState(ApplicationState.NotRunning);
            End(null);
            return;
        }

        SetState(ApplicationState.Rebalancing);
        foreach (var worker in workers)
        {
            worker.Start();
        }
    }

    public void BeginStop()
    {
        bool isStarting;
        lock (_lock)
        {
            if (_stopRequested)
            {
                return;
            }

            _stopRequested = true;
            isStarting = _startBegun && _workers.Count == 0;
        }

        if (isStarting)
        {
            // A start that is still in progress completes the stop when it returns.
            _stopRequest.Cancel();
            return;
        }

        if (!_startBegun)
        {
            SetState(ApplicationState.NotRunning);
            End(null);
            return;
        }

        SetState(ApplicationState.PendingShutdown);
        StopWorkers();
    }

    public void OnPhaseChanged()
    {
        var isRunning = _workers.Any(worker => worker.Phase == WorkerPhase.Running) && !_workers.Any(worker => worker.Phase == WorkerPhase.Rebalancing);
        SetState(isRunning ? ApplicationState.Running : ApplicationState.Rebalancing);
    }

    public void OnWorkerFailed(Exception exception)
    {
        lock (_lock)
        {
            _failure ??= exception;
        }

        SetState(ApplicationState.PendingError);
        StopWorkers();
    }

    public void OnWorkerEnded()
    {
        Exception? failure;
        lock (_lock)
        {
            if (--_alive > 0)
            {
                return;
            }

            failure = _failure;
        }

        SetState(failure is null ? ApplicationState.NotRunning : ApplicationState.Error);
        End(failure);
    }

    private static bool MayChange(ApplicationState from, ApplicationState to) => from != to && to switch
    {
        ApplicationState.Rebalancing or ApplicationState.Running =>
            from is ApplicationState.Created or ApplicationState.Rebalancing or ApplicationState.Running,
        ApplicationState.PendingShutdown => from is ApplicationState.Rebalancing or ApplicationState.Running,
        ApplicationState.PendingError => from is ApplicationState.Rebalancing or ApplicationState.Running or ApplicationState.PendingShutdown,
        _ => from is not (ApplicationState.NotRunning or ApplicationState.Error),
    };

    private void SetState(ApplicationState state)
    {
        lock (_lock)
        {
            if (!MayChange(State, state))
            {
                return;
            }

            State = state;
        }

        Guard(() => WorkerLog.StateChanged(logger, applicationId, state.ToString()));
        foreach (var listener in StateChanged?.GetInvocationList() ?? [])
        {
            Guard(() => ((Action<ApplicationState>)listener)(state));
        }
    }

    /// <summary>An exception from a listener or logger must neither end a worker nor keep the other listeners from being called.</summary>
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            try
            {
                ApplicationLog.ListenerFailed(logger, exception, applicationId);
            }
            catch (Exception)
            {
                // The logger itself threw, so there is nowhere left to report it.
            }
        }
    }

    private void StopWorkers()
    {
        foreach (var worker in _workers)
        {
            worker.RequestStop();
        }
    }

    private void End(Exception? failure)
    {
        if (failure is null)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(failure);

            // Marks the exception as observed: users who ignore Completion see the failure in the state, the log and the health check.
            _ = _completion.Task.Exception;
        }

        _stopped.TrySetResult();
    }
}
