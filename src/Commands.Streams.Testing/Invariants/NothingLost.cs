namespace Commands.Streams.Testing.Invariants;

/// <summary>Every record that must have an effect has one that committed readers see.</summary>
/// <param name="flow">The input and the output to compare.</param>
public sealed class NothingLost(RecordFlow flow) : SimulationInvariant
{
    /// <inheritdoc/>
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var found = new HashSet<long>();
        foreach (var log in flow.OutputsIn(cluster))
        {
            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                var entry = log[offset];
                if (entry.IsVisible(readCommitted: true) && flow.OutputOf(in entry) is { } identity)
                {
                    found.Add(identity);
                }
            }
        }

        foreach (var log in cluster.Topics.Get(flow.Input).Logs)
        {
            for (var offset = log.StartOffset; offset < log.EndOffset; offset++)
            {
                var entry = log[offset];
                if (entry.IsVisible(readCommitted: true) && flow.InputOf(in entry) is { } identity && !found.Contains(identity))
                {
                    return $"Lost: record {identity}, at {log.Partition} offset {offset}, was processed and committed, but does not show in '{flow.Output}'.";
                }
            }
        }

        return null;
    }
}
