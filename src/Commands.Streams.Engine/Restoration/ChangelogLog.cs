namespace Commands.Streams.Restoration;

/// <summary>What the cluster says about one changelog partition.</summary>
/// <param name="Start">The oldest remaining offset.</param>
/// <param name="Stable">The last stable offset.</param>
/// <param name="End">The offset that the next record gets.</param>
/// <param name="Topic">The topic's id; empty if the cluster has no ids.</param>
internal readonly record struct ChangelogLog(long Start, long Stable, long End, Guid Topic);
