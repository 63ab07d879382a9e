using Commands.Streams.Records;

namespace Commands.Streams.Testing.Invariants;

/// <summary>
/// Committed readers see a producer's transaction as it was sent: all of it or nothing, and in each partition in the order of sending, across all
/// transactions of its transactional id.
/// </summary>
internal sealed class WholeTransactions : SimulationInvariant
{
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var visible = new Dictionary<long, (int Count, TopicPartition Partition)>();
        var newest = new Dictionary<string, long>();
        var isComplete = true;
        foreach (var topic in cluster.Topics.All)
        {
            foreach (var log in topic.Logs)
            {
                isComplete &= log.StartOffset == 0;
                newest.Clear();
                for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
                {
                    var entry = log[offset];
                    if (entry.Record.Mark is not { Sender: { } sender } mark || !entry.IsVisible(readCommitted: true))
                    {
                        continue;
                    }

                    if (newest.TryGetValue(sender, out var before) && before > mark.Number)
                    {
                        return $"Out of the order of sending: {log.Partition} offset {offset} was sent by '{sender}' before what stands in front of it.";
                    }

                    newest[sender] = mark.Number;
                    visible[mark.Transaction] = (visible.GetValueOrDefault(mark.Transaction).Count + 1, log.Partition);
                }
            }
        }

        foreach (var (transaction, (count, partition)) in isComplete ? visible : [])
        {
            if (count != cluster.Sends.Of(transaction))
            {
                return $"A part of a transaction: {count} of its {cluster.Sends.Of(transaction)} records are visible, some of them in {partition}.";
            }
        }

        return null;
    }
}
