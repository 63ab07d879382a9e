namespace Commands.Streams.Testing.Simulating;

/// <summary>
/// Chooses who goes on, on the one real thread there is. A worker that waits in the middle of a turn lets the others go on meanwhile; it goes on itself
/// when they have given way, at the end of its wait or later.
/// </summary>
internal sealed class Scheduler(World world)
{
    private readonly List<SimulatedWorker> _ready = [];

    public DateTimeOffset Start { get; } = world.Clock.GetUtcNow();

    public long Steps { get; private set; }

    /// <summary>The worker whose turn it is.</summary>
    public SimulatedWorker? Current { get; private set; }

    /// <summary>One step of whatever may happen next.</summary>
    /// <param name="limit">Time does not go beyond it.</param>
    /// <returns>False if the limit is reached.</returns>
    public bool Step(DateTimeOffset limit)
    {
        Steps++;
        world.CountEvent();
        CarryRecords();
        if (world.Errands.Any && world.Random.Below(2) == 0)
        {
            RunErrand();
            return true;
        }

        FindReady();
        if (_ready.Count > 0 && world.Random.Below(16) > 0)
        {
            RunAs(_ready[world.Random.Below(_ready.Count)], static worker => worker.Step());
            return true;
        }

        return PassTime(limit);
    }

    /// <summary>The worker at work waits for its signal while the others go on.</summary>
    public void WaitForSignal(TimeSpan timeout)
    {
        var end = world.Now + timeout;
        while (Current is not { IsWoken: true } && PassTurn(end))
        {
        }

        Current?.Process.ThrowIfDead();
    }

    /// <summary>The worker at work is inside a call that takes its time, whatever wakes it, while the others go on.</summary>
    public void Sleep(TimeSpan duration)
    {
        var end = world.Now + duration;
        while (PassTurn(end))
        {
        }

        Current?.Process.ThrowIfDead();
    }

    /// <summary>Lets a worker do something.</summary>
    public void RunAs(SimulatedWorker worker, Action<SimulatedWorker> action)
    {
        var before = Current;
        Current = worker;
        action(worker);
        Current = before;
    }

    /// <summary>One step of somebody else; the turn comes back to whoever had it.</summary>
    private bool PassTurn(DateTimeOffset end)
    {
        var waiting = Current;
        var goesOn = world.Now < end && world.Violation is null && Step(end);
        Current = waiting;
        return goesOn;
    }

    private void CarryRecords()
    {
        if (world.Random.Below(4) > 0)
        {
            return;
        }

        var sender = world.Random.Below(world.Instances.Count + world.Clients.Count);
        if (sender >= world.Instances.Count)
        {
            world.Clients[sender - world.Instances.Count].Transmit();
        }
        else if (world.Instances[sender].Process is { } process)
        {
            process.Transmit();
        }

        if (world.Random.Below(4) == 0 && !world.IsDown)
        {
            world.Cluster.Transactions.WriteMarkers();
            world.Cluster.WakeReaders();
        }
    }

    private void RunErrand()
    {
        var before = Current;
        Current = null;
        world.Errands.RunOne();
        Current = before;
        if (world.Errands.Failure is { } failure)
        {
            world.Violate($"Code that was started beside the application has failed: {failure}");
        }
    }

    private void FindReady()
    {
        _ready.Clear();
        foreach (var instance in world.Instances)
        {
            foreach (var worker in instance.Workers)
            {
                if (worker.IsReady)
                {
                    _ready.Add(worker);
                }
            }
        }
    }

    private bool PassTime(DateTimeOffset limit)
    {
        var now = world.Now;
        if (now >= limit)
        {
            return false;
        }

        var next = now + TimeSpan.FromMilliseconds(world.Random.Between(1, 50));
        if (_ready.Count == 0 && !world.Errands.Any && NextEvent() is { } due && due > now)
        {
            next = due;
        }

        world.Clock.MoveTo(next < limit ? next : limit);
        world.Clock.FireDue();
        world.Work.EndDue(world.Now);
        world.LateRequests.ArriveDue();
        foreach (var instance in world.Instances)
        {
            instance.RestartIfDue();
        }

        return world.Now < limit;
    }

    private DateTimeOffset? NextEvent()
    {
        var next = Earlier(Earlier(world.Clock.NextDue, world.Work.NextDue), world.LateRequests.NextDue);
        foreach (var instance in world.Instances)
        {
            next = Earlier(next, instance.RestartAt);
            foreach (var worker in instance.Workers)
            {
                next = worker.IsStepping ? next : Earlier(next, worker.NextStepAt);
            }
        }

        return next;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one <= other ? one : other;
}
