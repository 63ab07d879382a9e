using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;

namespace Commands.Streams.Guarding;

/// <summary>A Streamiz thread's consumer that refuses to commit what was not delivered, and tells when the thread has ended.</summary>
internal sealed class GuardedConsumer : IConsumer<byte[], byte[]>
{
    private readonly IConsumer<byte[], byte[]> _inner;
    private readonly ThreadGuard _thread;
    private readonly ApplicationGuard _application;
    private int _closed;
    private int _disposed;

    public GuardedConsumer(
        Func<IConsumerRebalanceListener?, IConsumer<byte[], byte[]>> create,
        IConsumerRebalanceListener? listener,
        ThreadGuard thread,
        ApplicationGuard application)
    {
        _thread = thread;
        _application = application;
        _inner = create(listener is null ? null : new GuardedRebalanceListener(listener, application));
    }

    public Handle Handle => _inner.Handle;

    public string Name => _inner.Name;

    public string MemberId => _inner.MemberId;

    public List<TopicPartition> Assignment => _inner.Assignment;

    public List<string> Subscription => _inner.Subscription;

    public IConsumerGroupMetadata ConsumerGroupMetadata => _inner.ConsumerGroupMetadata;

    public ConsumeResult<byte[], byte[]> Consume(TimeSpan timeout)
    {
        _application.Enter(_thread);
        return _inner.Consume(timeout);
    }

    public ConsumeResult<byte[], byte[]> Consume(int millisecondsTimeout) => Consume(TimeSpan.FromMilliseconds(millisecondsTimeout));

    public ConsumeResult<byte[], byte[]> Consume(CancellationToken cancellationToken = default)
    {
        _application.Enter(_thread);
        return _inner.Consume(cancellationToken);
    }

    public void Subscribe(IEnumerable<string> topics)
    {
        _thread.Begin();
        _inner.Subscribe(topics);
    }

    public void Subscribe(string topic) => Subscribe([topic]);

    public void Commit(IEnumerable<TopicPartitionOffset> offsets)
    {
        _thread.ThrowIfUndelivered();
        _inner.Commit(offsets);
    }

    public List<TopicPartitionOffset> Commit()
    {
        _thread.ThrowIfUndelivered();
        return _inner.Commit();
    }

    public void Commit(ConsumeResult<byte[], byte[]> result)
    {
        _thread.ThrowIfUndelivered();
        _inner.Commit(result);
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _thread.OnEnded();
            _inner.Close();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Close();
            _inner.Dispose();
        }
    }

    public void Unsubscribe() => _inner.Unsubscribe();

    public void Assign(TopicPartition partition) => _inner.Assign(partition);

    public void Assign(TopicPartitionOffset partition) => _inner.Assign(partition);

    public void Assign(IEnumerable<TopicPartitionOffset> partitions) => _inner.Assign(partitions);

    public void Assign(IEnumerable<TopicPartition> partitions) => _inner.Assign(partitions);

    public void IncrementalAssign(IEnumerable<TopicPartitionOffset> partitions) => _inner.IncrementalAssign(partitions);

    public void IncrementalAssign(IEnumerable<TopicPartition> partitions) => _inner.IncrementalAssign(partitions);

    public void IncrementalUnassign(IEnumerable<TopicPartition> partitions) => _inner.IncrementalUnassign(partitions);

    public void Unassign() => _inner.Unassign();

    public void StoreOffset(ConsumeResult<byte[], byte[]> result) => _inner.StoreOffset(result);

    public void StoreOffset(TopicPartitionOffset offset) => _inner.StoreOffset(offset);

    public void Seek(TopicPartitionOffset tpo) => _inner.Seek(tpo);

    public void Pause(IEnumerable<TopicPartition> partitions) => _inner.Pause(partitions);

    public void Resume(IEnumerable<TopicPartition> partitions) => _inner.Resume(partitions);

    public List<TopicPartitionOffset> Committed(TimeSpan timeout) => _inner.Committed(timeout);

    public List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout) => _inner.Committed(partitions, timeout);

    public Offset Position(TopicPartition partition) => _inner.Position(partition);

    public List<TopicPartitionOffset> OffsetsForTimes(IEnumerable<TopicPartitionTimestamp> timestampsToSearch, TimeSpan timeout) =>
        _inner.OffsetsForTimes(timestampsToSearch, timeout);

    public WatermarkOffsets GetWatermarkOffsets(TopicPartition topicPartition) => _inner.GetWatermarkOffsets(topicPartition);

    public WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout) => _inner.QueryWatermarkOffsets(topicPartition, timeout);

    public int AddBrokers(string brokers) => _inner.AddBrokers(brokers);

    public void SetSaslCredentials(string username, string password) => _inner.SetSaslCredentials(username, password);
}
