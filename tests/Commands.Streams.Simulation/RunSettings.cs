using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns;

/// <summary>What one run does: drawn from its seed, so that every run is different, and reducible, so that a violation can be made smaller.</summary>
internal sealed record RunSettings
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromDays(10 * 365);

    public required ulong Seed { get; init; }

    public required ProcessingGuarantee Guarantee { get; init; }

    public required SimulatedGroupProtocol Protocol { get; init; }

    public required int Instances { get; init; }

    public required int Workers { get; init; }

    public required int Partitions { get; init; }

    public required int Records { get; init; }

    public required int Keys { get; init; }

    public required int Concurrency { get; init; }

    /// <summary>Whether the concurrency adapts, from 1 on.</summary>
    public bool Adapts { get; init; }

    public required SimulationFaults Faults { get; init; }

    public required int QueueCapacity { get; init; }

    /// <summary>Chooses between variants of a scenario.</summary>
    public int Variant { get; init; }

    /// <summary>How large everything may be, and how long it may take.</summary>
    public RunLimits Limits { get; init; } = RunLimits.Usual;

    public int MaxFaults { get; init; } = int.MaxValue;

    /// <summary>Draws the settings of a seed.</summary>
    public static RunSettings Draw(ulong seed, ProcessingGuarantee guarantee)
    {
        var draw = new Draw(seed);
        var settings = new RunSettings
        {
            Seed = seed,
            Guarantee = guarantee,
            Protocol = draw.Between(0, 1) == 0 ? SimulatedGroupProtocol.Consumer : SimulatedGroupProtocol.Classic,
            Instances = draw.Between(1, 3),
            Workers = draw.Between(1, 2),
            Partitions = draw.Between(1, 4),
            Records = draw.Between(10, 80),
            Keys = draw.Between(1, 12),
            Concurrency = draw.Between(1, 8),
            QueueCapacity = draw.Between(0, 3) == 0 ? draw.Between(1, 4) : 1_000,
            Faults = DrawFaults(draw),
            Adapts = draw.Between(0, 2) == 0,
            Variant = draw.Between(0, 11),
        };
        settings = settings with { Faults = DrawMoreFaults(draw, settings.Faults, guarantee), Limits = RunLimits.Draw(draw) };
        return draw.Between(0, 7) > 0 ? settings : settings with { Faults = settings.Faults with { ClockSkew = LargestSkew } };
    }

    public override string ToString() =>
        $"{Guarantee}, {Protocol} groups, {Instances} instance(s) of {Workers} worker(s), {Partitions} partition(s), {Records} records, {Keys} keys, " +
        $"variant {Variant}, concurrency {Concurrency}{(Adapts ? " at most" : string.Empty)}, {Limits}, {Faults}";

    /// <summary>Each kind of fault is there or not, rare or frequent: few kinds at once reach states that all together never would.</summary>
    private static SimulationFaults DrawFaults(Draw draw) => new()
    {
        Crash = draw.Rate(0.004),
        Restart = draw.Rate(0.003),
        Pause = draw.Rate(0.003),
        Refusal = draw.Rate(0.05),
        LostAnswer = draw.Rate(0.05),
        LostAcknowledgement = draw.Rate(0.2),
        Outage = draw.Rate(0.001),
        CutOff = draw.Rate(0.002),
        Fencing = draw.Rate(0.004),
        HandlerFailure = draw.Rate(0.05),
        StuckHandler = draw.Rate(0.02),
        Expulsion = draw.Rate(0.01),
        NewPartitions = draw.Rate(0.001),
        ClockSkew = draw.Between(0, 1) * TimeSpan.FromSeconds(2),
    };

    /// <summary>Faults that came later, so that the settings of older seeds stay as they were.</summary>
    private static SimulationFaults DrawMoreFaults(Draw draw, SimulationFaults faults, ProcessingGuarantee guarantee) => faults with
    {
        LateRequest = draw.Rate(1),
        Abort = draw.Rate(0.004),
        Expiry = draw.Rate(0.002),
        Leaderless = draw.Rate(0.002),
        // At-least-once, what a former owner still sends may arrive after later records, unless their new owner reads and repeats it first.
        Retention = guarantee == ProcessingGuarantee.ExactlyOnce ? draw.Rate(0.002) : 0,
        ClientLoss = draw.Rate(0.002),
    };
}
