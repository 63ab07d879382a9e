namespace Commands.Streams.Testing.Invariants;

/// <summary>Every effect comes from a record that exists: no work has been done on records that were aborted or never written.</summary>
/// <param name="flow">The input and the output to compare.</param>
public sealed class NothingInvented(RecordFlow flow) : SimulationInvariant
{
    /// <inheritdoc/>
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var written = new HashSet<long>();
        foreach (var log in cluster.Topics.Get(flow.Input).Logs)
        {
            if (log.StartOffset > 0)
            {
                return null; // deleted records may have had effects
            }

            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                var entry = log[offset];
                if (entry.IsVisible(readCommitted: true) && flow.InputOf(in entry) is { } identity)
                {
                    written.Add(identity);
                }
            }
        }

        foreach (var log in flow.OutputsIn(cluster))
        {
            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                var entry = log[offset];
                if (entry.IsVisible(readCommitted: true) && flow.OutputOf(in entry) is { } identity && !written.Contains(identity))
                {
                    return $"Invented: {log.Partition} offset {offset} is the effect of record {identity}, which no committed reader sees in '{flow.Input}'.";
                }
            }
        }

        return null;
    }
}
