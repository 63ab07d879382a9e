using Confluent.Kafka;

namespace Commands.Streams.Guarding;

/// <summary>A Streamiz thread's producer that waits while the client's queue is full, and remembers what was not delivered.</summary>
internal sealed class GuardedProducer(IProducer<byte[], byte[]> inner, ThreadGuard thread, ApplicationGuard application) : IProducer<byte[], byte[]>
{
    private static readonly TimeSpan RoomStep = TimeSpan.FromMilliseconds(100);

    /// <summary>Streamiz would end its thread at once; a queue that stays full this long means that the cluster is away.</summary>
    private static readonly TimeSpan LongestWaitForRoom = TimeSpan.FromSeconds(30);

    private int _disposed;

    public Handle Handle => inner.Handle;

    public string Name => inner.Name;

    public void Produce(string topic, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null) =>
        Produce(new TopicPartition(topic, Partition.Any), message, deliveryHandler);

    public void Produce(TopicPartition topicPartition, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null)
    {
        var waited = TimeSpan.Zero;
        while (true)
        {
            try
            {
                inner.Produce(topicPartition, message, report => OnReport(report, deliveryHandler));
                return;
            }
            catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull && waited < LongestWaitForRoom)
            {
                inner.Flush(RoomStep);
                waited += RoomStep;
            }
        }
    }

    public Task<DeliveryResult<byte[], byte[]>> ProduceAsync(
        string topic, Message<byte[], byte[]> message, CancellationToken cancellationToken = default) => inner.ProduceAsync(topic, message, cancellationToken);

    public Task<DeliveryResult<byte[], byte[]>> ProduceAsync(
        TopicPartition topicPartition, Message<byte[], byte[]> message, CancellationToken cancellationToken = default) =>
        inner.ProduceAsync(topicPartition, message, cancellationToken);

    public int Poll(TimeSpan timeout) => inner.Poll(timeout);

    public int Flush(TimeSpan timeout) => inner.Flush(timeout);

    public void Flush(CancellationToken cancellationToken = default) => inner.Flush(cancellationToken);

    public void InitTransactions(TimeSpan timeout) => inner.InitTransactions(timeout);

    public void BeginTransaction() => inner.BeginTransaction();

    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout)
    {
        ThrowIfFailed();
        inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout);
    }

    public void CommitTransaction(TimeSpan timeout)
    {
        ThrowIfFailed();
        inner.CommitTransaction(timeout);
    }

    public void CommitTransaction()
    {
        ThrowIfFailed();
        inner.CommitTransaction();
    }

    public void AbortTransaction(TimeSpan timeout) => inner.AbortTransaction(timeout);

    public void AbortTransaction() => inner.AbortTransaction();

    public int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    public void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            inner.Dispose();
        }
    }

    private void OnReport(DeliveryReport<byte[], byte[]> report, Action<DeliveryReport<byte[], byte[]>>? handler)
    {
        if (!application.IsTolerated(() => handler?.Invoke(report)) && report.Error.IsError)
        {
            thread.OnDeliveryFailed(report.Topic, report.Error);
        }
    }

    /// <summary>
    /// A thread that failed commits nothing. Its transaction is aborted at once, so that readers of what is committed need not wait for its time-out.
    /// </summary>
    private void ThrowIfFailed()
    {
        if (thread.FindRefusal() is { } refusal)
        {
            inner.AbortTransaction();
            throw refusal;
        }
    }
}
