using Commands.Streams.Clients;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Input;

namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// Looks through what is pending in a partition before its task begins: from the committed offset to the end, records of open transactions waited for, then
/// back. What the group has committed was written before, so everything that the work so far has left behind is seen. Worker only.
/// </summary>
internal static class BacklogScan
{
    /// <summary>Goes on as far as possible now.</summary>
    /// <returns>Whether there may be more to do at once.</returns>
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
