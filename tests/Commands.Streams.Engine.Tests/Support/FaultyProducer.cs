using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>A producer that fails as its <see cref="ProducerFaults"/> say.</summary>
internal sealed class FaultyProducer(IStreamProducer inner, ProducerFaults faults, string? transactionalId) : IStreamProducer
{
    private readonly Queue<(string Topic, nint Token, ClientException Error)> _failures = new();
    private readonly Queue<HeldRecord> _held = new();
    private bool _isDisposed;

    public DeliveryFailureHandler? OnDeliveryFailure
    {
        get => inner.OnDeliveryFailure;
        set => inner.OnDeliveryFailure = value;
    }

    public bool HasRoom => inner.HasRoom;

    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked)
    {
        inner.CollectBlocked(longerThan, blocked);
        if (_held.TryPeek(out var oldest) && faults.Time.GetElapsedTime(oldest.Since) > longerThan)
        {
            blocked.Add(new TopicPartition(oldest.Topic, 0));
        }
    }

    public bool HasLeader(TopicPartition partition) => !faults.IsKnown || partition.Topic != faults.Leaderless;

    public IProducerTopic GetTopic(string name) => new Topic(inner.GetTopic(name), this);

    public void Poll()
    {
        SendHeld();
        inner.Poll();
        Report();
    }

    public void WaitForRoom(TimeSpan timeout) => inner.WaitForRoom(timeout);

    public bool Flush(TimeSpan timeout)
    {
        Report();
        SendHeld();
        return inner.Flush(timeout) && _held.Count == 0;
    }

    public void InitTransactions(TimeSpan timeout) => Call("init", () =>
    {
        WaitInVain(faults.StuckIds.Contains(transactionalId!), timeout);
        inner.InitTransactions(timeout);
    });

    public void BeginTransaction() => Call("begin", inner.BeginTransaction);

    public void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout) =>
        Call("offsets", () => inner.SendOffsetsToTransaction(offsets, consumer, timeout));

    public void CommitTransaction(TimeSpan timeout) => Call("commit", () =>
    {
        WaitInVain(_held.Count > 0, timeout);
        inner.CommitTransaction(timeout);
    });

    public void AbortTransaction(TimeSpan timeout) => Call("abort", () =>
    {
        if (_held.Count > 0)
        {
            faults.StuckIds.Add(transactionalId!);
            _held.Clear();
        }

        inner.AbortTransaction(timeout);
    });

    public void Dispose()
    {
        _isDisposed = true;
        inner.Dispose();
    }

    private void Call(string name, Action action)
    {
        var error = faults.OfCall(name);
        if (error is null || faults.ActsFirst)
        {
            action();
        }

        if (error is not null)
        {
            throw error;
        }
    }

    private void Report()
    {
        while (_failures.TryDequeue(out var failure))
        {
            OnDeliveryFailure?.Invoke(new DeliveryFailure { Topic = failure.Topic, Token = failure.Token, Error = failure.Error });
        }
    }

    private void WaitInVain(bool waits, TimeSpan timeout)
    {
        if (waits)
        {
            faults.Time.Advance(timeout);
            throw ProducerFaults.Error(ClientErrorKind.Retriable, "_TIMED_OUT");
        }
    }

    private bool TryHold(string topic, in ProduceRecord record, nint token)
    {
        if (topic != faults.Leaderless)
        {
            return false;
        }

        _held.Enqueue(new HeldRecord(topic, record.Key.ToArray(), record.Value.ToArray(), token, faults.Time.GetTimestamp()));
        return true;
    }

    private void SendHeld()
    {
        while (_held.TryPeek(out var held) && (held.Topic != faults.Leaderless || faults.Time.GetElapsedTime(held.Since) >= faults.AcknowledgedAfter))
        {
            _held.Dequeue();
            var record = new ProduceRecord { Key = held.Key, HasKey = true, Value = held.Value, HasValue = true, Timestamp = 1 };
            inner.GetTopic(held.Topic).TrySend(in record, held.Token).Should().BeTrue();
        }
    }

    private bool TryFail(string topic, nint token)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (faults.OfDelivery(topic) is not { } error)
        {
            return false;
        }

        _failures.Enqueue((topic, token, error));
        return true;
    }

    private sealed class Topic(IProducerTopic inner, FaultyProducer producer) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount => inner.PartitionCount;

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token) =>
            producer.TryFail(Name, token) || producer.TryHold(Name, in record, token) || inner.TrySend(in record, token);
    }

    private sealed record HeldRecord(string Topic, byte[] Key, byte[] Value, nint Token, long Since);
}
