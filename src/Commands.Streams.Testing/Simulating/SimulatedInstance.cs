using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing.Simulating.Disks;
using Commands.Streams.Testing.Simulating.Faults;

namespace Commands.Streams.Testing.Simulating;

/// <summary>An instance of the application: one process after the other, each with its workers. Between two it is down.</summary>
internal sealed class SimulatedInstance(
    World world, int index, Action<int> prepare, Func<IStreamsClient, Process, Guid, int, ProcessWork> createWork, SimulationOptions options)
{
    private int _lives;
    private bool _stopRequested;
    private ProcessWork? _work;

    public Process? Process { get; private set; }

    /// <summary>The disk of the machine.</summary>
    public SimulatedDisk Disk { get; } = new(world, index);

    public SimulatedWorker[] Workers { get; private set; } = [];

    public DateTimeOffset? RestartAt { get; private set; }

    public void Start()
    {
        RestartAt = null;
        _stopRequested = false;
        try
        {
            prepare(_lives + 1);
        }
        catch (StreamsConfigurationException exception)
        {
            OnFailed("does not start", exception);
            return;
        }

        var process = new Process(world, index, exception => OnFailed("has a worker that failed", exception));
        var life = ++_lives;
        var processId = new Guid(index, (short)life, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        world.Trace.Add(index, -1, "starts");
        Process = process;
        var work = createWork(options.Decorate(new FaultyClient(process)), process, processId, life);
        _work = work;
        var workers = new SimulatedWorker[options.WorkersPerInstance];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = new SimulatedWorker(world, process, i, (worker, wake, wait) => work.CreateWorker(worker, wake, wait));
        }

        Workers = workers;
    }

    /// <summary>The process is gone at once; a new one starts later.</summary>
    public void Crash()
    {
        Process?.Kill();
        Disk.OnKilled();
        Leave();
    }

    /// <summary>The process is to stop in order, when no worker of it is at work.</summary>
    public void RequestStop() => _stopRequested = true;

    public void RestartIfDue()
    {
        if (RestartAt is { } due && due <= world.Now)
        {
            Start();
        }
        else if (_stopRequested && Process is not null && AreAllIdle())
        {
            Stop();
        }
    }

    /// <summary>Comes back at once, if it is down.</summary>
    public void Heal()
    {
        _stopRequested = false;
        if (RestartAt is not null)
        {
            Start();
        }
    }

    private void Stop()
    {
        var process = Process!;
        _stopRequested = false;
        world.NoteFault(index, -1, "is stopped");
        foreach (var worker in Workers)
        {
            world.Scheduler.RunAs(worker, static stopping => stopping.Stop());
        }

        if (!process.IsDead)
        {
            process.End();
            world.Trace.Add(index, -1, "has stopped");
            Leave();
        }
    }

    private void Leave()
    {
        _work?.Dispose();
        _work = null;
        Process = null;
        Workers = [];
        RestartAt = world.Now + TimeSpan.FromMilliseconds(world.Random.Between(1, 15_000));
    }

    private bool AreAllIdle()
    {
        foreach (var worker in Workers)
        {
            if (worker.IsStepping)
            {
                return false;
            }
        }

        return true;
    }

    private void OnFailed(string what, Exception exception)
    {
        world.Trace.Add(index, -1, what);
        if (!options.AllowsFailure(exception))
        {
            world.Violate($"Instance {index} {what}, though nothing went wrong that does not pass by itself: {exception}");
        }
    }
}
