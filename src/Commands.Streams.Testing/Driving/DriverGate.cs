namespace Commands.Streams.Testing.Driving;

/// <summary>Lets one call at a time into the driver, in the pump's context, until the first failure; after that, and once closed, no more calls.</summary>
/// <param name="pump">The context for the code that runs inside.</param>
/// <param name="onFailure">Called once, after the call that failed.</param>
internal sealed class DriverGate(HandlerPump pump, Action onFailure)
{
    private Exception? _failure;
    private bool _entered;
    private bool _closed;

    public bool HasFailed => _failure is not null;

    public void Enter(Action action)
    {
        ThrowIfShut();
        _entered = true;
        try
        {
            Run(action);
        }
        catch (Exception exception)
        {
            _failure = exception;
            onFailure();
            throw;
        }
        finally
        {
            _entered = false;
        }
    }

    /// <summary>Runs a final action, even after a failure.</summary>
    public void Close(Action action)
    {
        _closed = true;
        Run(action);
    }

    private void ThrowIfShut()
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(TopologyTestDriver));
        if (_failure is not null)
        {
            throw new InvalidOperationException(
                "The driver's task has failed, so it cannot process anything else. " +
                $"Create a new driver, or set an exception handler. The failure: {_failure.Message}",
                _failure);
        }

        if (_entered)
        {
            throw new InvalidOperationException("The driver is busy. Do not call it from functions of the topology under test.");
        }
    }

    private void Run(Action action)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(pump);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
