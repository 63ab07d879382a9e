using Commands.Streams.Clients;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.Testing;

/// <summary>Configures how a <see cref="Simulation"/> runs an application.</summary>
public sealed record SimulationOptions
{
    /// <summary>Determines everything that is left to chance. The same seed results in the same run.</summary>
    /// <value>Default: 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The application's options. The simulation sets the clock, the process id and the number of workers.</summary>
    /// <value>Default: the application id <c>simulation</c> and the defaults of all other options.</value>
    public StreamsOptions Application { get; init; } = new() { ApplicationId = "simulation" };

    /// <summary>The number of processes that run the application.</summary>
    /// <value>1 or more. Default: 3.</value>
    public int Instances { get; init; } = 3;

    /// <summary>The number of workers of each process.</summary>
    /// <value>1 or more. Default: 1.</value>
    public int WorkersPerInstance { get; init; } = 1;

    /// <summary>The faults to inject.</summary>
    /// <value>Default: none.</value>
    public SimulationFaults Faults { get; init; } = SimulationFaults.None;

    /// <summary>The largest number of faults, so that a run can be repeated with fewer.</summary>
    /// <value>Default: no limit.</value>
    public int MaxFaults { get; init; } = int.MaxValue;

    /// <summary>
    /// The largest number of records that <see cref="Simulation.Write"/> writes; it ignores the others, so that a run can be repeated with fewer.
    /// </summary>
    /// <value>Default: no limit.</value>
    public int MaxWrites { get; init; } = int.MaxValue;

    /// <summary>Configures the cluster.</summary>
    /// <value>
    /// Default: KIP-848 groups with a session timeout of 10 s, queues of 1,000 records, and topics of 6 partitions that are created on first use.
    /// </value>
    public SimulatedClusterOptions Cluster { get; init; } = new()
    {
        PartitionsOfNewTopics = 6,
        SessionTimeout = TimeSpan.FromSeconds(10),
        ProducerQueueCapacity = 1_000,
    };

    /// <summary>The clock of the whole simulation; use the same one in handlers that wait.</summary>
    /// <value>Default: a new clock.</value>
    public ManualTimeProvider TimeProvider { get; init; } = new();

    /// <summary>The number of last steps that a violation reports.</summary>
    /// <value>1 or more. Default: 60.</value>
    public int StoryLength { get; init; } = 60;

    /// <summary>
    /// Returns <see langword="true"/> for failures that a worker may have. It is then replaced as in production; any other failure is a violation.
    /// </summary>
    /// <value>Default: no failure is allowed.</value>
    public Func<Exception, bool> AllowsFailure { get; init; } = static _ => false;

    /// <summary>
    /// Wraps the client of each process, and those of <see cref="Simulation.CreateClient"/>, for example to inject a bug that the simulation must
    /// find.
    /// </summary>
    /// <value>Default: no wrapping.</value>
    public Func<IStreamsClient, IStreamsClient> Decorate { get; init; } = static client => client;

    /// <summary>The application's next version, which every instance runs after its next restart. None by default.</summary>
    internal Topology? NextTopology { get; init; }

    /// <summary>The number of records that a worker takes from a partition at once; the engine's own limit by default.</summary>
    internal int? TakeAtOnce { get; init; }

    /// <summary>The number of buffered records below which it takes more of a partition; the engine's own limit by default.</summary>
    internal int? RefillBelow { get; init; }

    /// <summary>How long a turn of a worker may last; any time by default, since faults may hold it up for long.</summary>
    internal TimeSpan LongestTurn { get; init; } = TimeSpan.MaxValue;

    /// <summary>The report of the newest run with these options.</summary>
    internal RunReport Report { get; init; } = new();
}
