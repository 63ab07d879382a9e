using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>A consumer whose subclasses or functions make a mistake; by itself it makes none.</summary>
internal class BuggyConsumer(IStreamConsumer inner) : IStreamConsumer
{
    public IStreamConsumer Inner => inner;

    /// <summary>What is committed instead of an offset.</summary>
    public Func<OffsetCommit, OffsetCommit> ChangeOffset { get; init; } = static offset => offset;

    public Func<IRebalanceListener, IRebalanceListener> WrapListener { get; init; } = static listener => listener;

    public void Subscribe(TopicSubscription subscription, IRebalanceListener listener) => inner.Subscribe(subscription, WrapListener(listener));

    public virtual void Poll() => inner.Poll();

    public virtual RecordBatch? Take(TopicPartition partition, int maxRecords) => inner.Take(partition, maxRecords);

    public bool IsAtEnd(TopicPartition partition) => inner.IsAtEnd(partition);

    public bool IsAtLogEnd(TopicPartition partition) => inner.IsAtLogEnd(partition);

    public virtual long Position(TopicPartition partition) => inner.Position(partition);

    public virtual IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout) => inner.TopicIds(topics, timeout);

    public virtual string? ClusterId(TimeSpan timeout) => inner.ClusterId(timeout);

    public virtual void Seek(TopicPartition partition, long offset) => inner.Seek(partition, offset);

    public virtual IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout) => inner.Committed(partitions, timeout);

    public virtual void Commit(IReadOnlyList<OffsetCommit> offsets) => inner.Commit([.. offsets.Select(ChangeOffset)]);

    public void Close() => inner.Close();

    public void Dispose() => inner.Dispose();
}
