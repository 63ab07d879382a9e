using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>A producer that keeps what it is given, and fails where the test says so.</summary>
internal sealed class TestProducer : IStreamProducer
{
    private readonly Dictionary<string, Topic> _topics = [];
    private readonly List<(SentRecord Record, ClientException Error)> _failures = [];

    public DeliveryFailureHandler? OnDeliveryFailure { get; set; }

    public List<SentRecord> Sent { get; } = [];

    /// <summary>What happened to transactions, in order.</summary>
    public List<string> Transactions { get; } = [];

    /// <summary>Refuses a record at once, where it gives an exception.</summary>
    public Func<SentRecord, ClientException?> Refuse { get; set; } = _ => null;

    /// <summary>How often the queue is full before the next record is taken.</summary>
    public int TimesFull { get; set; }

    public int PartitionCount { get; set; } = 1;

    public bool HasRoom { get; set; } = true;

    /// <summary>The partitions whose records wait too long.</summary>
    public List<TopicPartition> Blocked { get; } = [];

    /// <summary>What every topic takes at most.</summary>
    public int? MaxRecordBytes { get; set; }

    public IEnumerable<string?> Values => Sent.Select(record => record.ValueText);

    /// <summary>Reports a delivery as failed with the next call that reports failures.</summary>
    public void FailDelivery(SentRecord record, ClientException error) => _failures.Add((record, error));

    public IProducerTopic GetTopic(string name) => _topics.TryGetValue(name, out var topic) ? topic : _topics[name] = new Topic(this, name);

    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked) => blocked.AddRange(Blocked);

    public void Poll() => Report();

    public void WaitForRoom(TimeSpan timeout) => Report();

    public bool Flush(TimeSpan timeout)
    {
        Report();
        return true;
    }

    public void InitTransactions(TimeSpan timeout) => Transactions.Add("init");

    public void BeginTransaction() => Transactions.Add("begin");

    public void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout) =>
        Transactions.Add($"offsets {string.Join(' ', offsets.Select(offset => $"{offset.Partition}@{offset.Offset}"))}");

    public void CommitTransaction(TimeSpan timeout) => Transactions.Add("commit");

    public void AbortTransaction(TimeSpan timeout) => Transactions.Add("abort");

    public void Dispose()
    {
    }

    private void Report()
    {
        List<(SentRecord, ClientException)> failures = [.. _failures];
        _failures.Clear();
        foreach (var (record, error) in failures)
        {
            OnDeliveryFailure?.Invoke(new DeliveryFailure
            {
                Topic = record.Topic,
                Partition = record.Partition,
                Key = record.Key,
                HasKey = record.Key is not null,
                Value = record.Value,
                HasValue = record.Value is not null,
                Timestamp = record.Timestamp,
                Headers = record.Headers,
                Token = record.Token,
                Error = error,
            });
        }
    }

    private sealed class Topic(TestProducer producer, string name) : IProducerTopic
    {
        public string Name => name;

        public int PartitionCount => producer.PartitionCount;

        public int? MaxRecordBytes => producer.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token)
        {
            if (producer.TimesFull > 0)
            {
                producer.TimesFull--;
                return false;
            }

            var sent = new SentRecord(
                name,
                record.Partition,
                record.HasKey ? record.Key.ToArray() : null,
                record.HasValue ? record.Value.ToArray() : null,
                record.Timestamp,
                record.Headers ?? Headers.Empty,
                token);
            if (producer.Refuse(sent) is { } refusal)
            {
                throw refusal;
            }

            producer.Sent.Add(sent);
            return true;
        }
    }
}
