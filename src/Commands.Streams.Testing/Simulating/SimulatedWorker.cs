using Commands.Streams.Runtime;

namespace Commands.Streams.Testing.Simulating;

/// <summary>A worker of an instance's process, stepped instead of running in a thread. Treats failures as the thread would.</summary>
internal sealed class SimulatedWorker
{
    private static readonly TimeSpan PauseBeforeReplacement = TimeSpan.FromSeconds(1);

    private readonly World _world;
    private readonly StreamWorker _worker;

    public SimulatedWorker(World world, Process process, int index, Func<Action, Action<TimeSpan>, StreamWorker> create)
    {
        _world = world;
        Process = process;
        Index = index;
        NextStepAt = world.Now;
        _worker = create(() => IsWoken = true, Wait);
    }

    public Process Process { get; }

    public int Index { get; }

    public bool IsStepping { get; private set; }

    public bool IsWoken { get; private set; }

    public DateTimeOffset NextStepAt { get; private set; }

    public bool IsReady => !IsStepping && (IsWoken || NextStepAt <= _world.Now);

    public void Step()
    {
        IsStepping = true;
        IsWoken = false;
        var wait = PauseBeforeReplacement;
        try
        {
            wait = _worker.Step();
        }
        catch (SimulatedCrashException)
        {
        }
        catch (Exception exception)
        {
            OnFailed(exception);
        }

        NextStepAt = _world.Now + wait;
        IsStepping = false;
    }

    /// <summary>Drains, commits and leaves.</summary>
    public void Stop()
    {
        IsStepping = true;
        try
        {
            _worker.Stop();
        }
        catch (SimulatedCrashException)
        {
        }
        catch (Exception exception)
        {
            OnFailed(exception);
        }
    }

    private void Wait(TimeSpan timeout)
    {
        _world.Scheduler.WaitForSignal(timeout);
        IsWoken = false;
    }

    private void OnFailed(Exception exception)
    {
        if (Process.IsDead)
        {
            return;
        }

        _world.Trace.Add(Process.Instance, Index, "fails:", exception.Message);
        Process.OnWorkerFailed(exception);
        try
        {
            _worker.Abandon();
        }
        catch (Exception second)
        {
            _world.Trace.Add(Process.Instance, Index, "could not give up in order:", second.Message);
        }
    }
}
