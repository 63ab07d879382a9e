using Commands.Streams.Clients;
using Commands.Streams.Kafka;
using Commands.Streams.Records;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>A consumer that knows its assignment, stepped by the test's thread.</summary>
internal sealed class GroupMember : IRebalanceListener, IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly AutoResetEvent _signal = new(false);

    public GroupMember(KafkaClient client, string group, params string[] topics)
    {
        Consumer = client.CreateConsumer(new ConsumerSettings { GroupId = group, ClientId = "member", ReadCommitted = true, Wake = () => _signal.Set() });
        if (topics.Length > 0)
        {
            Consumer.Subscribe(new TopicSubscription(topics, []), this);
        }
    }

    public IStreamConsumer Consumer { get; }

    public HashSet<TopicPartition> Assigned { get; } = [];

    public void PollUntil(Func<bool> condition, string what)
    {
        var begin = TimeProvider.System.GetTimestamp();
        for (Consumer.Poll(); !condition(); Consumer.Poll())
        {
            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(Deadline, what);
            _signal.WaitOne(50);
        }
    }

    /// <summary>Takes so many records and what else there is before the end of a partition; the values' first bytes.</summary>
    public List<byte> TakeToEnd(TopicPartition partition, int atLeast)
    {
        var values = new List<byte>();
        PollUntil(
            () =>
            {
                while (Consumer.Take(partition, 100) is { } batch)
                {
                    for (var i = 0; i < batch.Count; i++)
                    {
                        batch.Read(i, out var record);
                        values.Add(record.Value[0]);
                    }

                    batch.Dispose();
                }

                return values.Count >= atLeast && Consumer.IsAtEnd(partition);
            },
            $"the end of {partition}");
        return values;
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => Assigned.UnionWith(partitions);

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions) => Assigned.ExceptWith(partitions);

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions) => Assigned.ExceptWith(partitions);

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd) => Consumer.Seek(partition, Offsets.Beginning);

    public void Dispose()
    {
        Consumer.Dispose();
        _signal.Dispose();
    }
}
