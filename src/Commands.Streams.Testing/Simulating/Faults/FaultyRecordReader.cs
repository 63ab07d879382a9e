using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>A reader without a group whose calls may be the last of their process, and which hears nothing while its process is cut off.</summary>
internal sealed class FaultyRecordReader(Process process, IRecordReader inner) : IRecordReader
{
    public void Add(TopicPartition partition, long offset)
    {
        process.Before("adds to its reader", partition.Topic, isRemote: false);
        inner.Add(partition, offset);
        process.After("adds to its reader", isRemote: false);
    }

    public void Remove(TopicPartition partition)
    {
        process.Before("removes from its reader", partition.Topic, isRemote: false);
        inner.Remove(partition);
        process.After("removes from its reader", isRemote: false);
    }

    public void Poll()
    {
        process.Before("polls its reader", null, isRemote: false);
        if (!process.IsCutOff)
        {
            inner.Poll();
        }

        process.After("polls its reader", isRemote: false);
    }

    public RecordBatch? Take(TopicPartition partition, int maxRecords) =>
        FaultyTake.Run(process, "reads records of", partition, maxRecords, inner.Take);

    public long Position(TopicPartition partition)
    {
        process.ThrowIfDead();
        return inner.Position(partition);
    }

    public void Dispose() => inner.Dispose();
}
