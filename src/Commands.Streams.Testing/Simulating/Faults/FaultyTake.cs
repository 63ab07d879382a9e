using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>How a process takes fetched records: nothing while it is cut off, and now and then only a few of those that are there.</summary>
internal static class FaultyTake
{
    /// <param name="process">The process.</param>
    /// <param name="what">What the trace says that it does.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="maxRecords">The largest number of records to take.</param>
    /// <param name="take">Takes them from the client.</param>
    public static RecordBatch? Run(
        Process process, string what, TopicPartition partition, int maxRecords, Func<TopicPartition, int, RecordBatch?> take)
    {
        process.ThrowIfDead();
        if (process.IsCutOff)
        {
            return null;
        }

        var batch = take(partition, process.World.Random.Below(4) == 0 ? Math.Min(process.World.Random.Between(1, 5), maxRecords) : maxRecords);
        if (batch is not null)
        {
            batch.Read(0, out var first);
            process.World.Trace.Add(process.Instance, -1, what, partition.Topic, first.Offset);
        }

        return batch;
    }
}
