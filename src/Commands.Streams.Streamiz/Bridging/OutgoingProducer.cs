using Commands.Streams.Clients;
using Commands.Streams.Records;
using Streamiz.Kafka.Net.Processors.Public;

namespace Commands.Streams.Bridging;

/// <summary>
/// Streamiz' sink as the producer of a command topology. Streamiz flushes, commits and reports failed deliveries by itself, at its own thread's next send or
/// commit, so nothing is left to do here.
/// </summary>
internal sealed class OutgoingProducer(ProcessorContext<byte[], OutgoingRecord> context) : IStreamProducer
{
    private readonly Dictionary<string, OutgoingTopic> _topics = [];

    public DeliveryFailureHandler? OnDeliveryFailure { get; set; }

    public bool HasRoom => true;

    /// <summary>What Streamiz' sink threw last, which its thread has to see as it is.</summary>
    public Exception? Failure { get; private set; }

    public IProducerTopic GetTopic(string name)
    {
        if (!_topics.TryGetValue(name, out var topic))
        {
            topic = new OutgoingTopic(name, this);
            _topics.Add(name, topic);
        }

        return topic;
    }

    /// <summary>Hands a record to the sink.</summary>
    /// <exception cref="Errors.ClientException">The sink does not take it.</exception>
    public void Forward(OutgoingRecord record)
    {
        context.Forward(record.Key!, record);
        if (record.Failure is { } failure)
        {
            Failure = failure;
            throw SinkErrors.Translate(record.Topic, failure);
        }
    }

    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked)
    {
    }

    public void Poll()
    {
    }

    public void WaitForRoom(TimeSpan timeout)
    {
    }

    public bool Flush(TimeSpan timeout) => true;

    public void InitTransactions(TimeSpan timeout) => throw NoTransactions();

    public void BeginTransaction() => throw NoTransactions();

    public void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout) => throw NoTransactions();

    public void CommitTransaction(TimeSpan timeout) => throw NoTransactions();

    public void AbortTransaction(TimeSpan timeout) => throw NoTransactions();

    public void Dispose()
    {
    }

    private static NotSupportedException NoTransactions() => new("Transactions are Streamiz' own matter here.");
}
