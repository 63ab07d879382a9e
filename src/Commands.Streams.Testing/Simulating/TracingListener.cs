using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Simulating;

/// <summary>Notes every change of an assignment before the worker hears of it.</summary>
internal sealed class TracingListener(Process process, IRebalanceListener inner) : IRebalanceListener
{
    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions)
    {
        Note("is assigned", partitions);
        inner.OnPartitionsAssigned(partitions);
    }

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        Note("gives up", partitions);
        inner.OnPartitionsRevoked(partitions);
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
        Note("has lost", partitions);
        inner.OnPartitionsLost(partitions);
    }

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
    {
        process.World.Trace.Add(process.Instance, process.World.Scheduler.Current?.Index ?? -1, "has lost its place in", partition.Topic, position);
        inner.OnPositionLost(partition, position, logStart, logEnd);
    }

    private void Note(string what, IReadOnlyList<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            process.World.Trace.Add(process.Instance, process.World.Scheduler.Current?.Index ?? -1, what, partition.Topic, partition.Partition);
        }
    }
}
