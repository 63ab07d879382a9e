namespace Commands.Streams.Testing;

/// <summary>The faults of a <see cref="Simulation"/>, as probabilities per call to the cluster unless stated otherwise. All are zero by default.</summary>
public sealed record SimulationFaults
{
    /// <summary>No faults at all.</summary>
    public static readonly SimulationFaults None = new();

    /// <summary>Low probabilities of every fault that a cluster and its clients can cause.</summary>
    public static readonly SimulationFaults Common = new()
    {
        Crash = 0.0015,
        Restart = 0.001,
        Pause = 0.001,
        Refusal = 0.01,
        LostAnswer = 0.01,
        LostAcknowledgement = 0.05,
        Outage = 0.0005,
        CutOff = 0.0005,
        Fencing = 0.001,
        Expulsion = 0.001,
        LateRequest = 0.5,
        Abort = 0.001,
        Expiry = 0.0005,
        Leaderless = 0.0005,
        ClientLoss = 0.0005,
        ClockSkew = TimeSpan.FromSeconds(2),
    };

    /// <summary>An instance crashes, before or after a call, and restarts later.</summary>
    public double Crash { get; init; }

    /// <summary>An instance stops cleanly and restarts later.</summary>
    public double Restart { get; init; }

    /// <summary>A worker pauses in the middle of its work, possibly longer than its group's session timeout.</summary>
    public double Pause { get; init; }

    /// <summary>A call is refused without effect, because a coordinator or leader moves.</summary>
    public double Refusal { get; init; }

    /// <summary>A call takes effect, but its answer is lost: the caller receives a retriable error.</summary>
    public double LostAnswer { get; init; }

    /// <summary>Records of a producer arrive, but the acknowledgement is lost and it sends them again; per transmission.</summary>
    public double LostAcknowledgement { get; init; }

    /// <summary>The cluster answers no client for a while.</summary>
    public double Outage { get; init; }

    /// <summary>The cluster is unreachable for one instance for a while.</summary>
    public double CutOff { get; init; }

    /// <summary>Another producer takes over a transactional id.</summary>
    public double Fencing { get; init; }

    /// <summary>A member's group treats its epoch as outdated until its next heartbeat, or has removed the member; per call of a consumer.</summary>
    public double Expulsion { get; init; }

    /// <summary>
    /// A request of a producer that was not answered reaches the cluster later, possibly in the middle of the next transaction of its transactional
    /// id; per failed call.
    /// </summary>
    public double LateRequest { get; init; }

    /// <summary>A transaction must be aborted, which the cluster may demand at any time; per call of a transactional producer.</summary>
    public double Abort { get; init; }

    /// <summary>The cluster expires a transactional id without an open transaction, as after a long time without use.</summary>
    public double Expiry { get; init; }

    /// <summary>A producer becomes unusable: all later calls fail, and another one must replace it; per call.</summary>
    public double ClientLoss { get; init; }

    /// <summary>A partition that the application writes has no leader for up to 30 s; the other partitions do.</summary>
    public double Leaderless { get; init; }

    /// <summary>Retention deletes the oldest records of a partition that the application reads, processed or not.</summary>
    public double Retention { get; init; }

    /// <summary>
    /// Each topic that the application reads gets one more partition. A topology whose internal topics take their number of partitions from these
    /// topics then refuses to restart, which is a violation unless <see cref="SimulationOptions.AllowsFailure"/> allows it.
    /// </summary>
    public double NewPartitions { get; init; }

    /// <summary>The largest offset of the clocks of processes and the cluster, in either direction. They also drift a little.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>A handler fails; per call of <see cref="Simulation.WorkAsync"/>.</summary>
    public double HandlerFailure { get; init; }

    /// <summary>A handler takes longer than any timeout; per call of <see cref="Simulation.WorkAsync"/>.</summary>
    public double StuckHandler { get; init; }
}
