namespace Commands.Streams.Testing.Ports;

/// <summary>Takes records from logs for one client, as far as the network and the partition's leader let it. Called under the cluster's gate.</summary>
internal sealed class LogFetches(SimulatedCluster cluster, bool readCommitted)
{
    private readonly List<InMemoryRecord> _taken = [];

    /// <summary>Takes records from the next offset on, which must be in the log, and passes what readers do not see.</summary>
    public InMemoryRecordBatch? Take(FetchPosition position, int maxRecords)
    {
        cluster.Transactions.Expire();
        var next = position.Next!.Value;
        var end = position.Log.EndFor(readCommitted);
        position.KnownEnd = end;
        var limit = next < end && cluster.HasLeader(position.Log) ? next + cluster.Network.Fetch(end - next) : next;
        for (; next < limit && _taken.Count < maxRecords; next++)
        {
            var entry = position.Log[next];
            if (entry.IsVisible(readCommitted))
            {
                _taken.Add(entry.Record);
            }
        }

        position.Next = next;
        if (_taken.Count == 0)
        {
            return null;
        }

        var batch = new InMemoryRecordBatch(position.Log.Partition, [.. _taken]);
        _taken.Clear();
        return batch;
    }
}
