using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Ports;

/// <summary>Keeps what is sent, in the order it was sent over all topics, until somebody takes it. Nothing ever fails or waits.</summary>
internal sealed class CapturingProducer : IStreamProducer
{
    private readonly Dictionary<string, CapturingTopic> _topics = [];
    private readonly Queue<(string Topic, InMemoryRecord Record)> _sent = new();

    public DeliveryFailureHandler? OnDeliveryFailure { get; set; }

    public bool HasRoom => true;

    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked)
    {
    }

    public void Capture(string topic, InMemoryRecord record) => _sent.Enqueue((topic, record));

    /// <summary>Takes the oldest record that was sent and not taken.</summary>
    public bool TryTake(out (string Topic, InMemoryRecord Record) sent) => _sent.TryDequeue(out sent);

    public IProducerTopic GetTopic(string name)
    {
        if (!_topics.TryGetValue(name, out var topic))
        {
            topic = new CapturingTopic(name, this);
            _topics.Add(name, topic);
        }

        return topic;
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

    private static NotSupportedException NoTransactions() =>
        new("The producer that captures records has no transactions: with one task and no failures they would change nothing.");
}
