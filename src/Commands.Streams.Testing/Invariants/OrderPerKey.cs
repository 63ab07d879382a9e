namespace Commands.Streams.Testing.Invariants;

/// <summary>Effects of records with equal keys appear in the order of those records; repeated effects are ignored.</summary>
/// <param name="flow">The input and the output to compare, the latter with the input's keys.</param>
public sealed class OrderPerKey(RecordFlow flow) : SimulationInvariant
{
    /// <inheritdoc/>
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var newest = new Dictionary<string, long>();
        var seen = new HashSet<long>();
        foreach (var log in cluster.Topics.Get(flow.Output).Logs)
        {
            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                var entry = log[offset];
                if (!entry.IsVisible(readCommitted: true) || flow.OutputOf(in entry) is not { } identity || !seen.Add(identity))
                {
                    continue;
                }

                var key = Convert.ToHexString(entry.Record.Key ?? []);
                if (newest.TryGetValue(key, out var before) && before > identity)
                {
                    return $"Out of order: the effect of record {identity} shows in '{flow.Output}' after that of record {before} of the same key, " +
                        $"at {log.Partition} offset {offset}.";
                }

                newest[key] = identity;
            }
        }

        return null;
    }
}
