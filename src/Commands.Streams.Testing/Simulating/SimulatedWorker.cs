using Commands.Streams.Runtime.Workers;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Simulating;

/// <summary>A worker of an instance's process, stepped instead of running in a thread. Treats failures as the thread would.</summary>
internal sealed class SimulatedWorker
{
    private static readonly TimeSpan PauseBeforeReplacement = TimeSpan.FromSeconds(1);

    /// <summary>From here on a turn counts as a state that is seldom reached.</summary>
    private static readonly TimeSpan LongTurn = TimeSpan.FromSeconds(5);

    private readonly World _world;
    private readonly StreamWorker _worker;

    public SimulatedWorker(World world, Process process, int index, Func<SimulatedWorker, Action, Action<TimeSpan>, StreamWorker> create)
    {
        _world = world;
        Process = process;
        Index = index;
        NextStepAt = world.Now;
        _worker = create(this, () => IsWoken = true, Wait);
    }

    public Process Process { get; }

    public int Index { get; }

    /// <summary>The tasks that it has at the moment.</summary>
    public WatchedTasks Tasks { get; } = new();

    /// <summary>The consumer that it made last.</summary>
    public SimulatedConsumer? Consumer { get; set; }

    public bool IsStepping { get; private set; }

    public bool IsWoken { get; private set; }

    public DateTimeOffset NextStepAt { get; private set; }

    public bool IsReady => !IsStepping && (IsWoken || NextStepAt <= _world.Now);

    public void Step()
    {
        IsStepping = true;
        IsWoken = false;
        var began = _world.Now;
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
        Judge(_world.Now - began);
        if (!Process.IsDead && Tasks.FindExcess() is { } excess)
        {
            _world.Violate($"Worker {Index} of instance {Process.Instance} {excess}");
        }
    }

    /// <summary>What it lacks to process the partitions that its group has for it; null if it lacks nothing.</summary>
    public string? FindLack()
    {
        if (Consumer is not { Member: { } member, Group: var group } || !group.Contains(member))
        {
            return "is no member of its group.";
        }

        foreach (var partition in member.Target)
        {
            if (!Tasks.Read(partition))
            {
                return $"has no task for {partition}, which its group has for it.";
            }
        }

        return null;
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

    private void Judge(TimeSpan turn)
    {
        if (turn >= LongTurn)
        {
            _world.States.Add(nameof(LongTurn));
        }

        if (turn > _world.LongestTurn && !Process.IsDead)
        {
            _world.Violate($"A turn of worker {Index} of instance {Process.Instance} lasted {turn}; {_world.LongestTurn} are the most that it may.");
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
