using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>A producer that fails as its <see cref="ProducerFaults"/> say.</summary>
internal sealed class FaultyProducer(IStreamProducer inner, ProducerFaults faults) : IStreamProducer
{
    private readonly Queue<(string Topic, nint Token, ClientException Error)> _failures = new();
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
        blocked.AddRange(faults.Held.Where(held => faults.Time!.GetElapsedTime(held.Value) > longerThan).Select(held => new TopicPartition(held.Key, 0)));
    }

    public IProducerTopic GetTopic(string name) => new Topic(inner.GetTopic(name), this);

    public void Poll()
    {
        inner.Poll();
        Report();
    }

    public void WaitForRoom(TimeSpan timeout) => inner.WaitForRoom(timeout);

    public bool Flush(TimeSpan timeout)
    {
        Report();
        return inner.Flush(timeout) && faults.Held.Count == 0;
    }

    public void InitTransactions(TimeSpan timeout) => Call("init", () => inner.InitTransactions(timeout));

    public void BeginTransaction() => Call("begin", inner.BeginTransaction);

    public void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout) =>
        Call("offsets", () => inner.SendOffsetsToTransaction(offsets, consumer, timeout));

    public void CommitTransaction(TimeSpan timeout) => Call("commit", () => inner.CommitTransaction(timeout));

    public void AbortTransaction(TimeSpan timeout) => Call("abort", () => inner.AbortTransaction(timeout));

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

    private bool TryHold(string topic) => faults.Hold(topic);

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

        public bool TrySend(in ProduceRecord record, nint token) => producer.TryFail(Name, token) || producer.TryHold(Name) || inner.TrySend(in record, token);
    }
}
