using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Invariants;

/// <summary>All output of one input record belongs to one transaction: committed readers see all of it at the same moment, or none of it.</summary>
/// <param name="flows">The flows of the record's effects.</param>
public sealed class NothingTorn(IReadOnlyList<RecordFlow> flows) : SimulationInvariant
{
    /// <inheritdoc/>
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var transactions = new Dictionary<long, LogTransaction>();
        foreach (var flow in flows)
        {
            foreach (var log in flow.OutputsIn(cluster))
            {
                for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
                {
                    var entry = log[offset];
                    if (!entry.IsVisible(readCommitted: true) || flow.OutputOf(in entry) is not { } identity || entry.Transaction is not { } transaction)
                    {
                        continue;
                    }

                    if (!transactions.TryAdd(identity, transaction) && transactions[identity] != transaction)
                    {
                        return "Torn: " +
                            $"what record {identity} has written became visible by two transactions, the second one with {log.Partition} offset {offset}.";
                    }
                }
            }
        }

        return null;
    }
}
