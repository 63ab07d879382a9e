using Commands.Streams.Clients;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Ports;
using Commands.Streams.Testing.Simulating;
using Commands.Streams.Testing.Simulating.Faults;

namespace Commands.Streams.Testing;

/// <summary>
/// Runs many instances of an application on a <see cref="SimulatedCluster"/>, on one thread and in virtual time: the real workers, tasks and
/// rebalances, with crashes and other faults in between. The same seed results in the same run. Used by one thread.
/// </summary>
/// <remarks>
/// Handlers that wait must wait for <see cref="TimeProvider"/> or <see cref="WorkAsync"/>, not for real time or other threads. After a crash of its
/// instance, a handler that does not wait for <see cref="WorkAsync"/> continues, but its result is dropped.
/// </remarks>
public sealed partial class Simulation
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestIdling = TimeSpan.FromMinutes(3);

    private readonly World _world;
    private readonly SimulationOptions _options;
    private readonly SimulatedApplication _application;
    private readonly List<SimulationInvariant> _invariants = [new WholeTransactions()];

    /// <summary>Creates a simulation. Instances start with the first run.</summary>
    /// <param name="topology">The topology to run.</param>
    /// <param name="options">The options; the defaults if omitted.</param>
    /// <exception cref="Errors.TopologyException">The topology is invalid; the message lists every problem.</exception>
    public Simulation(Topology topology, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(topology);
        _options = options ?? new SimulationOptions();
        _world = new World(_options);
        _application = new SimulatedApplication(topology, _options, _world);
        _world.Cluster.OffsetCommitted = (_, commit) =>
        {
            foreach (var invariant in _invariants)
            {
                if (invariant.CheckCommit(_world.Cluster, commit) is { } violation)
                {
                    _world.Violate(violation);
                }
            }
        };
    }

    /// <summary>The cluster, for creating topics and inspecting state.</summary>
    public SimulatedCluster Cluster => _world.Cluster;

    /// <summary>The clock of everything in the simulation.</summary>
    public TimeProvider TimeProvider => _world.Clock;

    /// <summary>A hash of everything that has happened so far: equal for equal runs.</summary>
    public ulong TraceHash => _world.Trace.Hash;

    /// <summary>The number of steps so far.</summary>
    public long Steps => _world.Scheduler.Steps;

    /// <summary>The number of crashes of instances so far.</summary>
    public int Crashes => _world.Crashes;

    /// <summary>The number of rebalances so far.</summary>
    public int Rebalances => _world.Rebalances;

    /// <summary>The number of faults so far.</summary>
    public int FaultCount => _world.Faults.Count;

    /// <summary>Adds an invariant. Call it before the first run.</summary>
    /// <param name="invariant">The invariant that must hold.</param>
    public void Require(SimulationInvariant invariant) => _invariants.Add(invariant);

    /// <summary>
    /// Creates a client for code beside the application, such as an issuer of commands: its calls take time and may fail according to the faults. Use
    /// it in <see cref="Start"/>.
    /// </summary>
    public IStreamsClient CreateClient()
    {
        var client = new SimulatedClient(_world.Cluster);
        _world.Clients.Add(client);
        return _options.Decorate(client);
    }

    /// <summary>
    /// Starts code beside the application, which runs between the steps: its continuations return to the simulation unless it uses
    /// <c>ConfigureAwait(false)</c>. It must wait by <see cref="TimeProvider"/>. <see cref="RunToEnd"/> waits for it, and an exception from it is a
    /// violation.
    /// </summary>
    /// <param name="action">The code.</param>
    public void Start(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        _world.Errands.Start(action);
    }

    /// <summary>Simulates the work of a handler: completes at once or later, as the seed decides, and may fail according to the faults.</summary>
    /// <param name="longest">The longest duration, unless the handler is stuck.</param>
    /// <exception cref="InvalidOperationException">The simulation decided that the handler fails.</exception>
    public Task WorkAsync(TimeSpan longest)
    {
        var failure = _world.Faults.Happens(FaultKind.HandlerFailure)
            ? new InvalidOperationException("The handler failed, because the simulation wanted it to.")
            : null;
        if (failure is null && _world.Random.Below(3) == 0)
        {
            return Task.CompletedTask;
        }

        var isStuck = _world.Faults.Happens(FaultKind.StuckHandler);
        var milliseconds = isStuck ? 60_000 : _world.Random.Between(1, (int)longest.TotalMilliseconds);
        return _world.Work.Add(_world.Now + TimeSpan.FromMilliseconds(milliseconds), _world.Scheduler.Current?.Process, failure);
    }

    /// <summary>Crashes an instance. It restarts within 15 s.</summary>
    /// <param name="instance">From 0 to the number of instances - 1.</param>
    public void Crash(int instance)
    {
        _application.StartOnce();
        _world.NoteFault(instance, -1, "crashes");
        _world.Instances[instance].Crash();
    }

    /// <summary>Runs for some time.</summary>
    /// <param name="duration">The virtual time to run for.</param>
    /// <exception cref="SimulationViolationException">An invariant was violated.</exception>
    public void Run(TimeSpan duration) => Guard(() =>
    {
        var end = _world.Now + duration;
        while (_world.Violation is null && _world.Scheduler.Step(end))
        {
        }
    });

    /// <summary>Runs one step of whatever may happen next, for loops that do something else in between.</summary>
    /// <exception cref="SimulationViolationException">An invariant was violated.</exception>
    public void Step() => Guard(() => _world.Scheduler.Step(DateTimeOffset.MaxValue));

    /// <summary>Stops all faults, runs until everything written has been processed and committed, then checks the invariants.</summary>
    /// <exception cref="SimulationViolationException">The run does not finish, or an invariant was violated.</exception>
    public void RunToEnd() => Guard(() =>
    {
        _world.Faults.IsActive = false;
        _world.BringLeadersBack();
        _world.Instances.ForEach(instance => instance.Heal());
        var end = _world.Now + LongestCatchUp;
        var idleAfter = _world.Now + LongestIdling;
        while (_world.Violation is null && (_world.Errands.IsRunning || !_application.IsDone()) && _world.Scheduler.Step(end))
        {
            if (_world.Now >= idleAfter)
            {
                idleAfter = DateTimeOffset.MaxValue;
                ViolateIfIdle();
            }
        }

        if (_world.Now >= end)
        {
            _world.Violate(
                $"Nothing goes wrong any more, but after {LongestCatchUp} this is not done: " +
                $"{(_world.Errands.IsRunning ? "code that was started beside the application." : _application.DescribeOpenWork())}");
        }

        foreach (var invariant in _invariants)
        {
            if (_world.Violation is null && invariant.CheckEnd(_world.Cluster) is { } violation)
            {
                _world.Violate(violation);
            }
        }
    });

    /// <summary>The number of times that rare states were reached.</summary>
    internal IReadOnlyDictionary<string, int> States => _world.States.All;

    /// <summary>Crashes all instances and, before they restart, moves the group's offsets, as tools that copy groups between clusters do.</summary>
    internal void MoveOffsets(Func<OffsetCommit, OffsetCommit> move)
    {
        _application.StartOnce();
        foreach (var instance in _world.Instances)
        {
            instance.Crash();
        }

        _world.NoteFault(-1, -1, "has its group's offsets moved");
        foreach (var group in _world.Cluster.Groups)
        {
            group.Offsets.Restore([.. group.Offsets.Committed.Values.Select(move)]);
        }
    }

    /// <summary>
    /// Crashes all instances and, before they restart, recreates a topic and restores the offsets that the group had committed for the old one.
    /// </summary>
    internal void RecreateTopicAndRestoreOffsets(string topic, int partitions)
    {
        var committed = _world.Cluster.Groups.SelectMany(group => group.Offsets.Committed.Values.Select(commit => (group, commit))).ToList();
        _world.Cluster.RecreateTopic(topic, partitions);
        MoveOffsets(static commit => commit);
        foreach (var (group, commit) in committed)
        {
            group.Offsets.Restore([commit]);
        }
    }

    /// <summary>Creates the clock of a machine that runs no instance.</summary>
    internal TimeProvider NewClock() => _world.NewClock();

    /// <summary>Adds an entry of the test to the trace.</summary>
    internal void Note(string what, string? subject, long number) => _world.Trace.Add(-1, -1, what, subject, number);

    /// <summary>Returns the seed, the faults and the last steps as text.</summary>
    public string Tell() => Story.Of(_options, _world);

    private void ViolateIfIdle()
    {
        if (_application.FindIdleWorker() is { } idle)
        {
            _world.Violate($"Nothing goes wrong any more, but after {LongestIdling} {idle}");
        }
    }

    /// <summary>Runs without a context, so that continuations of handlers run here and not on other threads.</summary>
    private void Guard(Action action)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            _application.StartOnce();
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        _options.Report.Set(_world.Faults.Count, _writes);
        if (_world.Violation is { } violation)
        {
            throw new SimulationViolationException(violation, Tell());
        }
    }
}
