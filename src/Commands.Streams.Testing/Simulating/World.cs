using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Ports;
using Commands.Streams.Testing.Simulating.Faults;

namespace Commands.Streams.Testing.Simulating;

/// <summary>Everything there is in a simulation: one clock, one source of chance, one cluster, the instances, and the account of what happened.</summary>
internal sealed class World
{
    private const int MostEventsAtOnce = 100_000;

    private const double MostDrift = 0.0002;

    /// <summary>Milliseconds.</summary>
    private const int MostAway = 30_000;

    private readonly TimeSpan _clockSkew;
    private readonly SeededRandom _clocks;
    private DateTimeOffset _lastEvent;
    private int _eventsAtOnce;

    public World(SimulationOptions options)
    {
        var random = new SeededRandom(options.Seed);
        Clock = options.TimeProvider;
        Random = random.Fork(1);
        Faults = new FaultPlan(options.Faults, options.MaxFaults, random.Fork(2));
        Trace = new Trace(Clock, options.StoryLength);
        _clockSkew = options.Faults.ClockSkew;
        _clocks = random.Fork(3);
        Cluster = new SimulatedCluster(options.Cluster with { TimeProvider = NewClock(), Network = new RandomNetwork(this) });
        LongestTurn = options.LongestTurn;
        Cluster.Refused = () => States.Add("RecordRefused");
        Cluster.Transactions.TimedOut = () => States.Add("TransactionTimedOut");
        Scheduler = new Scheduler(this);
        Errands = new Errands(Random);
        LateRequests = new LateRequests(this);
    }

    public ManualTimeProvider Clock { get; }

    /// <summary>How long a turn of a worker may last.</summary>
    public TimeSpan LongestTurn { get; }

    public SeededRandom Random { get; }

    public FaultPlan Faults { get; }

    public Trace Trace { get; }

    public SimulatedCluster Cluster { get; }

    public Scheduler Scheduler { get; }

    public List<SimulatedInstance> Instances { get; } = [];

    public PendingWork Work { get; } = new();

    /// <summary>What was reached that is seldom reached.</summary>
    public StateCounts States { get; } = new();

    /// <summary>What goes on beside the workers.</summary>
    public Errands Errands { get; }

    /// <summary>The clients of code beside the workers.</summary>
    public List<SimulatedClient> Clients { get; } = [];

    /// <summary>What reaches the cluster after its sender gave up.</summary>
    public LateRequests LateRequests { get; }

    /// <summary>The topics that the application writes.</summary>
    public List<BrokerTopic> Outputs { get; } = [];

    /// <summary>The topics that the application reads and others write.</summary>
    public List<BrokerTopic> Inputs { get; } = [];

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Until when the cluster answers nobody.</summary>
    public DateTimeOffset DownUntil { get; set; }

    public bool IsDown => Now < DownUntil;

    /// <summary>What must not happen and did; the first one counts.</summary>
    public string? Violation { get; private set; }

    public int Crashes { get; set; }

    public int Rebalances
    {
        get
        {
            var sum = 0;
            foreach (var group in Cluster.Groups)
            {
                sum += group.Rebalances;
            }

            return sum;
        }
    }

    /// <summary>The clock of one more machine.</summary>
    public TimeProvider NewClock() => _clockSkew == TimeSpan.Zero
        ? Clock
        : new SkewedClock(Clock, _clockSkew * _clocks.Between(-1000, 1000) / 1000, MostDrift * _clocks.Between(-1000, 1000) / 1000);

    /// <summary>The topics that the application reads get one more partition each.</summary>
    public void AddPartitions()
    {
        foreach (var topic in Inputs)
        {
            NoteFault(-1, -1, "has one more partition of", topic.Name);
            Cluster.CreateTopic(topic.Name, topic.Logs.Count + 1);
        }
    }

    /// <summary>A partition that the application writes is away for a while.</summary>
    public void TakeLeaderAway()
    {
        if (Outputs.Count == 0)
        {
            return;
        }

        var logs = Outputs[Faults.Random.Below(Outputs.Count)].Logs;
        var log = logs[Faults.Random.Below(logs.Count)];
        var milliseconds = Faults.Random.Between(100, MostAway);
        var now = Cluster.TimeProvider.GetUtcNow();
        if (now < log.AwayUntil + TimeSpan.FromMilliseconds(2 * MostAway))
        {
            return; // absences that add up would let deliveries fail
        }

        NoteFault(-1, -1, "has no leader for", $"{log.Partition} for {milliseconds} ms");
        log.AwayUntil = now + TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>Every partition has a leader again.</summary>
    public void BringLeadersBack()
    {
        foreach (var topic in Cluster.Topics.All)
        {
            foreach (var log in topic.Logs)
            {
                log.AwayUntil = default;
            }
        }
    }

    /// <summary>The oldest records of a partition that the application reads are deleted.</summary>
    public void DeleteOldest()
    {
        var logs = Inputs[Faults.Random.Below(Inputs.Count)].Logs;
        var log = logs[Faults.Random.Below(logs.Count)];
        var end = log.StartOffset + Faults.Random.Below((int)(log.LastStableOffset - log.StartOffset) + 1);
        NoteFault(-1, -1, "deletes the oldest records of", $"{log.Partition} up to {end}");
        log.DeleteBefore(end);
    }

    /// <summary>Ends the run: every process is dead from now on, so that whatever is in the middle of a turn gets out of it.</summary>
    public void Violate(string what)
    {
        Violation ??= what;
        foreach (var instance in Instances)
        {
            instance.Process?.End();
        }
    }

    /// <summary>Something happens. Too much of it while time stands still is a worker, or all of them, going round in circles.</summary>
    public void CountEvent()
    {
        var now = Now;
        _eventsAtOnce = now == _lastEvent ? _eventsAtOnce + 1 : 0;
        _lastEvent = now;
        if (_eventsAtOnce >= MostEventsAtOnce && Violation is null)
        {
            Violate($"No progress: {MostEventsAtOnce} steps and calls, and time has not moved.");
        }
    }

    public void NoteFault(int instance, int worker, string what, string? subject = null)
    {
        Trace.Add(instance, worker, what, subject);
        Faults.Note(new TraceEntry((long)(Now - Scheduler.Start).TotalMilliseconds, instance, worker, what, subject, long.MinValue).ToString());
    }
}
