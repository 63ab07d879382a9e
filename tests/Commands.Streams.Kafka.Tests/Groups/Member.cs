using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Groups;

/// <summary>A worker reduced to its membership: polls when woken and notes what it was assigned.</summary>
internal sealed class Member : IRebalanceListener, IDisposable
{
    private readonly AutoResetEvent _signal = new(false);
    private readonly IStreamConsumer _consumer;

    public Member(KafkaClient client, string groupId, params string[] topics)
    {
        _consumer = client.CreateConsumer(new ConsumerSettings { GroupId = groupId, ClientId = "member", Wake = () => _signal.Set() });
        _consumer.Subscribe(new TopicSubscription(topics, []), this);
    }

    public HashSet<TopicPartition> Assigned { get; } = [];

    public IStreamConsumer Consumer => _consumer;

    public void Poll() => _consumer.Poll();

    /// <summary>Polls until a condition holds; fails after 30 s.</summary>
    public static void PollUntil(Func<bool> condition, params Member[] members)
    {
        WaitHandle[] signals = [.. members.Select(member => member._signal)];
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        while (true)
        {
            Array.ForEach(members, member => member._consumer.Poll());

            if (condition())
            {
                return;
            }

            deadline.Token.ThrowIfCancellationRequested();
            // Heartbeats are librdkafka's own business, but a client may also be served without having been woken.
            WaitHandle.WaitAny(signals, TimeSpan.FromMilliseconds(100));
        }
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => Assigned.UnionWith(partitions);

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions) => Assigned.ExceptWith(partitions);

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions) => Assigned.ExceptWith(partitions);

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd) => Consumer.Seek(partition, Offsets.Beginning);

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }
}
