using Commands.Streams.Clients;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Input;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// Shows the pending records of a partition to its task before the task begins: reads from the committed offset to the end, waiting for open transactions, and
/// then goes back. Records are written before the group commits, so this shows everything that earlier work left behind. Worker only.
/// </summary>
internal static class BacklogScan
{
    /// <summary>Scans the records that are available now.</summary>
    /// <returns>True if there may be more to do at once.</returns>
    public static bool Advance(StreamTask task, RecordQueue queue, IStreamConsumer consumer, int maxRecords)
    {
        var partition = queue.TopicPartition;
        if (consumer.Take(partition, maxRecords) is { } batch)
        {
            queue.Scan(batch);
            return true;
        }

        if (!consumer.IsAtLogEnd(partition))
        {
            return false;
        }

        if (queue.ScannedFrom >= 0)
        {
            consumer.Seek(partition, queue.ScannedFrom);
        }

        task.EndScan(queue);
        return true;
    }
}
