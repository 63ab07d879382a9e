using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>A consumer whose calls may be the last of their process, or go wrong.</summary>
internal sealed class FaultyConsumer(Process process, SimulatedConsumer inner) : IStreamConsumer
{
    /// <summary>The cluster's own consumer.</summary>
    public SimulatedConsumer Inner => inner;

    public void Subscribe(TopicSubscription subscription, IRebalanceListener listener)
    {
        process.Before("subscribes", null, isRemote: false);
        inner.Subscribe(subscription, new TracingListener(process, listener));
    }

    public void Poll()
    {
        process.Before("polls", null, isRemote: false);
        ExpelMaybe();
        if (!process.IsCutOff)
        {
            inner.Poll();
        }

        process.After("polls", isRemote: false);
    }

    public RecordBatch? Take(TopicPartition partition, int maxRecords) =>
        FaultyTake.Run(process, "takes records of", partition, maxRecords, inner.Take);

    public bool IsAtEnd(TopicPartition partition)
    {
        process.ThrowIfDead();
        return inner.IsAtEnd(partition);
    }

    public bool IsAtLogEnd(TopicPartition partition)
    {
        process.ThrowIfDead();
        return inner.IsAtLogEnd(partition);
    }

    public long Position(TopicPartition partition)
    {
        process.ThrowIfDead();
        return inner.Position(partition);
    }

    public IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout)
    {
        process.Before("asks for ids of topics", null, isRemote: true);
        var ids = inner.TopicIds(topics, timeout);
        process.After("asks for ids of topics", isRemote: true);
        return ids;
    }

    public string? ClusterId(TimeSpan timeout)
    {
        process.Before("asks for the cluster's id", null, isRemote: true);
        var id = inner.ClusterId(timeout);
        process.After("asks for the cluster's id", isRemote: true);
        return id;
    }

    public void Seek(TopicPartition partition, long offset)
    {
        process.Before("seeks", partition.Topic, isRemote: true);
        inner.Seek(partition, offset);
        process.After("seeks", isRemote: true);
    }

    public IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout)
    {
        process.Before("asks for committed offsets", null, isRemote: true);
        ExpelMaybe();
        var committed = inner.Committed(partitions, timeout);
        process.After("asks for committed offsets", isRemote: true);
        return committed;
    }

    public void Commit(IReadOnlyList<OffsetCommit> offsets)
    {
        try
        {
            process.Before("commits", offsets[0].Partition.Topic, isRemote: true);
            ExpelMaybe();
            process.World.Trace.Add(process.Instance, -1, "commits partition", offsets[0].Partition.Topic, offsets[0].Offset);
            inner.Commit(offsets);
            process.After("commits", isRemote: true);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            process.SendLateMaybe("commit of offsets", () => inner.LateCommit(offsets));
            throw;
        }
    }

    public void Close()
    {
        process.Before("leaves the group", null, isRemote: false);
        inner.Close();
        process.After("leaves the group", isRemote: false);
    }

    /// <summary>The group's coordinator may have changed its mind about the member.</summary>
    public void ExpelMaybe()
    {
        var world = process.World;
        if (!world.Faults.Happens(FaultKind.Expulsion))
        {
            return;
        }

        var worker = world.Scheduler.Current?.Index ?? -1;
        if (world.Faults.Random.Below(3) == 0)
        {
            world.NoteFault(process.Instance, worker, "is forgotten by its group");
            inner.Forget();
            return;
        }

        if (world.Faults.Random.Below(4) == 0)
        {
            world.NoteFault(process.Instance, worker, "has an old epoch until it polls");
            inner.BeStaleUntil(DateTimeOffset.MaxValue);
            return;
        }

        var milliseconds = world.Faults.Random.Between(100, 10_000);
        world.NoteFault(process.Instance, worker, "has an old epoch until it polls, or for", $"{milliseconds} ms");
        inner.BeStaleUntil(world.Cluster.TimeProvider.GetUtcNow() + TimeSpan.FromMilliseconds(milliseconds));
    }

    public void Dispose()
    {
        if (!process.IsDead)
        {
            inner.Dispose();
        }
    }
}
