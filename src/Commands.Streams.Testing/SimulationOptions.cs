using Commands.Streams.Clients;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.Testing;

/// <summary>How a <see cref="Simulation"/> runs an application.</summary>
public sealed record SimulationOptions
{
    /// <summary>Decides everything that is left to chance. The same seed gives the same run.</summary>
    /// <value>Default: 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The application's options. Clock, process id and number of workers are the simulation's own.</summary>
    /// <value>Default: the application id <c>simulation</c> and the defaults of everything else.</value>
    public StreamsOptions Application { get; init; } = new() { ApplicationId = "simulation" };

    /// <summary>How many processes run the application.</summary>
    /// <value>1 or more. Default: 3.</value>
    public int Instances { get; init; } = 3;

    /// <summary>How many workers each process has.</summary>
    /// <value>1 or more. Default: 1.</value>
    public int WorkersPerInstance { get; init; } = 1;

    /// <summary>What goes wrong.</summary>
    /// <value>Default: nothing by itself.</value>
    public SimulationFaults Faults { get; init; } = SimulationFaults.None;

    /// <summary>How many faults there are at most, so that a run can be repeated with fewer.</summary>
    /// <value>Default: as many as happen.</value>
    public int MaxFaults { get; init; } = int.MaxValue;

    /// <summary>How many records <see cref="Simulation.Write"/> writes at most; it leaves out the rest, so that a run can be repeated with fewer.</summary>
    /// <value>Default: all.</value>
    public int MaxWrites { get; init; } = int.MaxValue;

    /// <summary>How the cluster behaves.</summary>
    /// <value>
    /// Default: KIP-848 groups with a session time-out of 10 s, queues of 1,000 records, and topics of 6 partitions that are made when first used.
    /// </value>
    public SimulatedClusterOptions Cluster { get; init; } = new()
    {
        PartitionsOfNewTopics = 6,
        SessionTimeout = TimeSpan.FromSeconds(10),
        ProducerQueueCapacity = 1_000,
    };

    /// <summary>The clock of the whole world: give the same to handlers that wait.</summary>
    /// <value>Default: a clock of its own.</value>
    public ManualTimeProvider TimeProvider { get; init; } = new();

    /// <summary>How many of the last steps a violation tells.</summary>
    /// <value>1 or more. Default: 60.</value>
    public int StoryLength { get; init; } = 60;

    /// <summary>What a worker may fail of. It is replaced as in production; any other failure is a violation.</summary>
    /// <value>Default: nothing.</value>
    public Func<Exception, bool> AllowsFailure { get; init; } = static _ => false;

    /// <summary>Wraps the client of each process, and those of <see cref="Simulation.CreateClient"/>, to plant a bug and see it found.</summary>
    /// <value>Default: nothing is wrapped.</value>
    public Func<IStreamsClient, IStreamsClient> Decorate { get; init; } = static client => client;

    /// <summary>The application's next version: whatever starts again runs it. None by default.</summary>
    internal Topology? NextTopology { get; init; }

    /// <summary>How many records a worker takes of a partition at once; the engine's own bound by default.</summary>
    internal int? TakeAtOnce { get; init; }

    /// <summary>It takes more of a partition when it has fewer than these; the engine's own bound by default.</summary>
    internal int? RefillBelow { get; init; }

    /// <summary>What the newest run with these options has done.</summary>
    internal RunReport Report { get; init; } = new();
}
