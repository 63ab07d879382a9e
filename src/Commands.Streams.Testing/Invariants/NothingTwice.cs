namespace Commands.Streams.Testing.Invariants;

/// <summary>No record has more than one effect that committed readers see: exactly-once.</summary>
/// <param name="flow">The input and the output to compare.</param>
public sealed class NothingTwice(RecordFlow flow) : SimulationInvariant
{
    /// <inheritdoc/>
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var found = new HashSet<long>();
        foreach (var log in cluster.Topics.Get(flow.Output).Logs)
        {
            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                var entry = log[offset];
                if (entry.IsVisible(readCommitted: true) && flow.OutputOf(in entry) is { } identity && !found.Add(identity))
                {
                    return "Twice: " +
                        $"the effect of record {identity} shows in '{flow.Output}' more than once, the second time at {log.Partition} offset {offset}.";
                }
            }
        }

        return null;
    }
}
