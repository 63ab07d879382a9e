namespace Commands.Streams.SimulationRuns;

/// <summary>Bounds of the engine and the cluster. Small ones are met in every run, so that what happens at them is met, too.</summary>
internal sealed record RunLimits
{
    public static readonly RunLimits Usual = new();

    /// <summary>How many records a worker takes of a partition at once.</summary>
    public int TakeAtOnce { get; init; } = 1_000;

    /// <summary>It takes more of a partition when it has fewer than these.</summary>
    public int RefillBelow { get; init; } = 500;

    /// <summary>What the cluster takes as metadata of an offset.</summary>
    public int MetadataBytes { get; init; } = 4_096;

    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The usual ones, or small ones and large ones at random.</summary>
    public static RunLimits Draw(Draw draw)
    {
        if (draw.Between(0, 2) == 0)
        {
            return Usual;
        }

        var transaction = TimeSpan.FromSeconds(draw.Between(3, 20));
        return new RunLimits
        {
            TakeAtOnce = draw.Between(1, 30),
            RefillBelow = draw.Between(1, 20),
            CommitInterval = TimeSpan.FromMilliseconds(draw.Between(0, 3) == 0 ? draw.Between(1, 2_000) : draw.Between(1, 200)),
            TransactionTimeout = transaction,
            DrainTimeout = (transaction - TimeSpan.FromSeconds(1)) * draw.Between(0, 10) / 10,
            MetadataBytes = draw.Between(0, 2) == 0 ? draw.Between(0, 400) : Usual.MetadataBytes,
        };
    }
}
