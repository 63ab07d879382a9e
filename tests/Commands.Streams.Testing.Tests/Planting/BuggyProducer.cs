using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>A producer whose subclasses or functions make a mistake; by itself it makes none.</summary>
internal class BuggyProducer(IStreamProducer inner) : IStreamProducer
{
    public Func<IProducerTopic, IProducerTopic> WrapTopic { get; init; } = static topic => topic;

    public virtual DeliveryFailureHandler? OnDeliveryFailure
    {
        get => inner.OnDeliveryFailure;
        set => inner.OnDeliveryFailure = value;
    }

    public virtual bool HasRoom => inner.HasRoom;

    protected IStreamProducer Inner => inner;

    public IProducerTopic GetTopic(string name) => WrapTopic(inner.GetTopic(name));

    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked) => inner.CollectBlocked(longerThan, blocked);

    public virtual void Poll() => inner.Poll();

    public void WaitForRoom(TimeSpan timeout) => inner.WaitForRoom(timeout);

    public virtual bool Flush(TimeSpan timeout) => inner.Flush(timeout);

    public void InitTransactions(TimeSpan timeout) => inner.InitTransactions(timeout);

    public virtual void BeginTransaction() => inner.BeginTransaction();

    public virtual void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout)
    {
        var reader = (BuggyConsumer)consumer;
        inner.SendOffsetsToTransaction([.. offsets.Select(reader.ChangeOffset)], reader.Inner, timeout);
    }

    public virtual void CommitTransaction(TimeSpan timeout) => inner.CommitTransaction(timeout);

    public virtual void AbortTransaction(TimeSpan timeout) => inner.AbortTransaction(timeout);

    public void Dispose() => inner.Dispose();
}
