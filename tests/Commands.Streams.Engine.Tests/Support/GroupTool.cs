using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Support;

/// <summary>Commits offsets for a group as somebody else would: a member of the group for a moment.</summary>
internal sealed class GroupTool : IRebalanceListener
{
    private bool _isAssigned;

    private GroupTool()
    {
    }

    /// <summary>Joins a group, commits offsets, and leaves.</summary>
    public static void Commit(IStreamsClient client, ManualTimeProvider time, string group, params OffsetCommit[] offsets)
    {
        using var consumer = client.CreateConsumer(new ConsumerSettings { GroupId = group, ClientId = "tool", Wake = static () => { } });
        var member = new GroupTool();
        consumer.Subscribe(new TopicSubscription([offsets[0].Partition.Topic], []), member);
        while (!member._isAssigned)
        {
            consumer.Poll();
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        consumer.Commit(offsets);
        consumer.Close();
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => _isAssigned = true;

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
    {
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
    }

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
    {
    }
}
