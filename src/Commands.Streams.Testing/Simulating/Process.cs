using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing.Ports;
using Commands.Streams.Testing.Simulating.Faults;

namespace Commands.Streams.Testing.Simulating;

/// <summary>
/// One life of an instance, from start to crash or stop: every call of its ports goes through here, so that it can be the last one, or go wrong. A dead
/// process does nothing any more, whatever still runs on its stack.
/// </summary>
internal sealed class Process(World world, int instance, Action<Exception> onWorkerFailed)
{
    private readonly SimulatedClient _client = new(world.Cluster);
    private readonly SortedDictionary<int, string> _transactionalIds = [];
    private DateTimeOffset _cutOffUntil;

    public int Instance => instance;

    public World World => world;

    public bool IsDead { get; private set; }

    /// <summary>Whether the cluster neither hears of the process nor answers it.</summary>
    public bool IsCutOff => world.IsDown || world.Now < _cutOffUntil;

    public IStreamsClient Client => _client;

    /// <summary>The clock of the machine it runs on.</summary>
    public TimeProvider Clock { get; } = world.NewClock();

    public SimulatedConsumer CreateConsumer(ConsumerSettings settings) => new(world.Cluster, settings);

    public SimulatedProducer CreateProducer(ProducerSettings settings) => _client.CreateSimulatedProducer(settings);

    public void OnWorkerFailed(Exception exception) => onWorkerFailed(exception);

    /// <summary>The worker at work uses this id from now on.</summary>
    public void Register(string transactionalId) => _transactionalIds[world.Scheduler.Current?.Index ?? -1] = transactionalId;

    public void Kill()
    {
        if (world.Random.Below(2) == 0)
        {
            Transmit();
        }

        foreach (var producer in _client.Producers)
        {
            if (producer.HasQueued)
            {
                SendLateMaybe("records", producer.LateRecords);
            }
        }

        IsDead = true;
        world.Crashes++;
    }

    public void End() => IsDead = true;

    public void Transmit()
    {
        if (!IsDead && !IsCutOff)
        {
            _client.Transmit();
        }
    }

    public void ThrowIfDead()
    {
        if (IsDead)
        {
            throw new SimulatedCrashException(instance);
        }
    }

    /// <summary>A call begins.</summary>
    /// <param name="call">Its name.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="isRemote">Whether it needs an answer of the cluster, so that it may be refused.</param>
    public void Before(string call, string? subject, bool isRemote)
    {
        world.CountEvent();
        ThrowIfDead();
        var worker = world.Scheduler.Current?.Index ?? -1;
        world.Trace.Add(instance, worker, call, subject);
        CrashMaybe(worker, "crashes before", call);
        DisturbMaybe(worker);
        ThrowIfDead();
        if (isRemote && IsCutOff)
        {
            world.Scheduler.Sleep(TimeSpan.FromMilliseconds(world.Random.Between(1, 1000)));
            throw new ClientException(ClientErrorKind.Retriable, "_TRANSPORT", $"{call}: the cluster does not answer.");
        }

        if (isRemote && world.Faults.Happens(FaultKind.Refusal))
        {
            world.NoteFault(instance, worker, "is refused:", call);
            throw new ClientException(ClientErrorKind.Retriable, "NOT_COORDINATOR", $"{call}: the coordinator has moved.");
        }
    }

    /// <summary>A call has had its effect.</summary>
    public void After(string call, bool isRemote)
    {
        ThrowIfDead();
        var worker = world.Scheduler.Current?.Index ?? -1;
        CrashMaybe(worker, "crashes after", call);
        if (isRemote && world.Faults.Happens(FaultKind.LostAnswer))
        {
            world.NoteFault(instance, worker, "does not hear the answer:", call);
            throw new ClientException(ClientErrorKind.Retriable, "REQUEST_TIMED_OUT", $"{call}: no answer came in time.");
        }
    }

    /// <summary>A request that nobody waits for any more may still arrive.</summary>
    public void SendLateMaybe(string what, Func<Action> request)
    {
        if (!IsDead && world.Faults.Happens(FaultKind.LateRequest))
        {
            world.LateRequests.Add(world.Now + TimeSpan.FromMilliseconds(world.Faults.Random.Between(1, 10_000)), what, request());
        }
    }

    private void CrashMaybe(int worker, string when, string call)
    {
        if (world.Faults.Happens(FaultKind.Crash))
        {
            world.NoteFault(instance, worker, when, call);
            world.Instances[instance].Crash();
            throw new SimulatedCrashException(instance);
        }
    }

    private void DisturbMaybe(int worker)
    {
        if (world.Faults.Happens(FaultKind.Pause))
        {
            var duration = TimeSpan.FromMilliseconds(world.Random.Between(100, 20_000));
            world.NoteFault(instance, worker, "stands still for", $"{duration.TotalMilliseconds} ms");
            world.Scheduler.Sleep(duration);
        }

        if (world.Faults.Happens(FaultKind.CutOff))
        {
            var duration = TimeSpan.FromMilliseconds(world.Random.Between(100, 20_000));
            world.NoteFault(instance, worker, "is cut off for", $"{duration.TotalMilliseconds} ms");
            _cutOffUntil = world.Now + duration;
        }

        if (world.Faults.Happens(FaultKind.Outage))
        {
            var duration = TimeSpan.FromMilliseconds(world.Random.Between(100, 10_000));
            world.NoteFault(-1, -1, "is down for", $"{duration.TotalMilliseconds} ms");
            world.DownUntil = world.Now + duration;
        }

        if (_transactionalIds.Count > 0 && world.Faults.Happens(FaultKind.Fencing))
        {
            var id = _transactionalIds.Values.ElementAt(world.Random.Below(_transactionalIds.Count));
            world.NoteFault(instance, worker, "is shut out of", id);
            world.Cluster.Transactions.Fence(id);
        }

        if (_transactionalIds.Count > 0 && world.Faults.Happens(FaultKind.Expiry))
        {
            var id = _transactionalIds.Values.ElementAt(world.Random.Below(_transactionalIds.Count));
            if (world.Cluster.Transactions.Forget(id))
            {
                world.NoteFault(-1, -1, "forgets the transactional id", id);
            }
        }

        if (world.Faults.Happens(FaultKind.Leaderless))
        {
            world.TakeLeaderAway();
        }

        if (world.Faults.Happens(FaultKind.Retention))
        {
            world.DeleteOldest();
        }

        if (world.Faults.Happens(FaultKind.NewPartitions))
        {
            world.AddPartitions();
        }

        if (world.Faults.Happens(FaultKind.Restart))
        {
            world.Instances[instance].RequestStop();
        }
    }
}
