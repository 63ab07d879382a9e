namespace Commands.Streams.Testing;

/// <summary>
/// What goes wrong in a <see cref="Simulation"/>, and how often: probabilities per call of the cluster unless said otherwise. A new record has none.
/// </summary>
public sealed record SimulationFaults
{
    /// <summary>No faults at all.</summary>
    public static readonly SimulationFaults None = new();

    /// <summary>A little of everything that a cluster and its clients do to an application.</summary>
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

    /// <summary>An instance ends without a word, before or after a call, and comes back later.</summary>
    public double Crash { get; init; }

    /// <summary>An instance is stopped in order, and started again later.</summary>
    public double Restart { get; init; }

    /// <summary>A worker stands still in the middle of its work, possibly for longer than its group waits for it.</summary>
    public double Pause { get; init; }

    /// <summary>A call is not answered and has had no effect, because a coordinator or leader moves.</summary>
    public double Refusal { get; init; }

    /// <summary>A call has had its effect, but its answer is lost: the caller is told that it may try again.</summary>
    public double LostAnswer { get; init; }

    /// <summary>What a producer has sent arrived, but it is not told and sends it again; per transmission.</summary>
    public double LostAcknowledgement { get; init; }

    /// <summary>The cluster answers nobody for a while.</summary>
    public double Outage { get; init; }

    /// <summary>The cluster does not hear of one instance for a while.</summary>
    public double CutOff { get; init; }

    /// <summary>Another producer takes over a transactional id.</summary>
    public double Fencing { get; init; }

    /// <summary>A member's group takes its epoch for an old one until it is heard of again, or has forgotten the member; per call of a consumer.</summary>
    public double Expulsion { get; init; }

    /// <summary>
    /// What a producer asked for and got no answer to reaches the cluster later, when its transactional id may be in the middle of the next transaction; per
    /// call that went wrong.
    /// </summary>
    public double LateRequest { get; init; }

    /// <summary>A transaction must be aborted, as the cluster may demand at any moment; per call of a transactional producer.</summary>
    public double Abort { get; init; }

    /// <summary>The cluster forgets a transactional id without an open transaction, as after a long time without use.</summary>
    public double Expiry { get; init; }

    /// <summary>A producer becomes unusable: all its calls fail from now on, and another one must take its place; per call.</summary>
    public double ClientLoss { get; init; }

    /// <summary>A partition that the application writes has no leader for up to 30 s; the others have.</summary>
    public double Leaderless { get; init; }

    /// <summary>Retention deletes the oldest records of a partition that the application reads, handled or not.</summary>
    public double Retention { get; init; }

    /// <summary>
    /// The topics that the application reads get one more partition each. A topology whose own topics take their number of partitions from them refuses
    /// to start again then, which is a violation unless <see cref="SimulationOptions.AllowsFailure"/> allows it.
    /// </summary>
    public double NewPartitions { get; init; }

    /// <summary>How far the clocks of processes and of the cluster are off at most, either way. They drift a little, too.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>A handler fails; per call of <see cref="Simulation.WorkAsync"/>.</summary>
    public double HandlerFailure { get; init; }

    /// <summary>A handler takes longer than any time-out; per call of <see cref="Simulation.WorkAsync"/>.</summary>
    public double StuckHandler { get; init; }
}
