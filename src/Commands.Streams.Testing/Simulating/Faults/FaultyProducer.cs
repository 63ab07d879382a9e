using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>A producer whose calls may be the last of their process, or go wrong. A commit in doubt cannot be taken back by it.</summary>
internal sealed class FaultyProducer(Process process, SimulatedProducer inner) : IStreamProducer
{
    private readonly Dictionary<string, FaultyTopic> _topics = [];
    private bool _inDoubt;

    public DeliveryFailureHandler? OnDeliveryFailure
    {
        get => inner.OnDeliveryFailure;
        set => inner.OnDeliveryFailure = value;
    }

    public bool HasRoom => inner.HasRoom;

    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked)
    {
        process.ThrowIfDead();
        inner.CollectBlocked(longerThan, blocked);
    }

    public IProducerTopic GetTopic(string name)
    {
        if (!_topics.TryGetValue(name, out var topic))
        {
            topic = new FaultyTopic(process, this, inner.GetTopic(name));
            _topics.Add(name, topic);
        }

        return topic;
    }

    /// <summary>Whether the cluster has a topic.</summary>
    public bool Exists(string topic) => process.World.Cluster.Topics.Contains(topic);

    /// <summary>The worker waits, while others go on.</summary>
    public void Sleep(TimeSpan duration) => process.World.Scheduler.Sleep(duration);

    public void Poll()
    {
        process.ThrowIfDead();
        inner.Poll();
        inner.ThrowIfLost();
    }

    public void WaitForRoom(TimeSpan timeout)
    {
        process.Before("waits for room", null, isRemote: false);
        inner.WaitForRoom(timeout);
        process.After("waits for room", isRemote: false);
    }

    public bool Flush(TimeSpan timeout)
    {
        process.Before("flushes", null, isRemote: false);
        DemandAbortMaybe();
        var flushed = inner.Flush(timeout);
        process.After("flushes", isRemote: false);
        return flushed;
    }

    public void InitTransactions(TimeSpan timeout)
    {
        process.Before("initializes transactions", null, isRemote: true);
        inner.InitTransactions(timeout);
        process.After("initializes transactions", isRemote: true);
    }

    public void BeginTransaction()
    {
        process.Before("begins a transaction", null, isRemote: false);
        inner.ThrowIfLost();
        inner.BeginTransaction();
    }

    public void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout)
    {
        var reader = (FaultyConsumer)consumer;
        try
        {
            process.Before("adds offsets to the transaction", offsets[0].Partition.Topic, isRemote: true);
            DemandAbortMaybe();
            reader.ExpelMaybe();
            inner.SendOffsetsToTransaction(offsets, reader.Inner, timeout);
            process.After("adds offsets to the transaction", isRemote: true);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            process.SendLateMaybe("offsets of a transaction", () => inner.LateOffsets(offsets, reader.Inner));
            throw;
        }
    }

    public void CommitTransaction(TimeSpan timeout)
    {
        _inDoubt = true;
        try
        {
            process.Before("commits the transaction", null, isRemote: true);
            DemandAbortMaybe();
            inner.CommitTransaction(timeout);
            process.After("commits the transaction", isRemote: true);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Abortable)
        {
            _inDoubt = false;
            throw;
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            if (inner.IsComplete)
            {
                process.SendLateMaybe("commit of a transaction", () => inner.LateEnd(commit: true));
            }

            throw;
        }

        _inDoubt = false;
    }

    public void AbortTransaction(TimeSpan timeout)
    {
        if (_inDoubt)
        {
            throw new ClientException(ClientErrorKind.Fatal, "_CONFLICT", "The transaction cannot be aborted: it is being committed.");
        }

        inner.ThrowIfLost();
        try
        {
            process.Before("aborts the transaction", null, isRemote: true);
            inner.AbortTransaction(timeout);
            process.After("aborts the transaction", isRemote: true);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            process.SendLateMaybe("abort of a transaction", () => inner.LateEnd(commit: false));
            throw;
        }
    }

    /// <summary>The transaction may have to be aborted, at any moment.</summary>
    public void DemandAbortMaybe()
    {
        LoseMaybe();
        if (inner.InTransaction && process.World.Faults.Happens(FaultKind.Abort))
        {
            process.World.NoteFault(process.Instance, process.World.Scheduler.Current?.Index ?? -1, "must abort its transaction");
            if (process.World.Scheduler.Current is { Tasks.RunningHandlers: > 0 })
            {
                process.World.States.Add("AbortWithHandlersInFlight");
            }

            throw inner.DemandAbort(failsDeliveries: process.World.Faults.Random.Below(2) == 0);
        }
    }

    /// <summary>The producer may become unusable, at any moment.</summary>
    private void LoseMaybe()
    {
        if (process.World.Faults.Happens(FaultKind.ClientLoss))
        {
            process.World.NoteFault(process.Instance, process.World.Scheduler.Current?.Index ?? -1, "loses its producer");
            process.SendLateMaybe("records", inner.LateRecords);
            inner.Lose();
        }

        inner.ThrowIfLost();
    }

    public void Dispose()
    {
        if (!process.IsDead)
        {
            inner.Dispose();
        }
    }
}
