using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>
/// The protocol of KIP-848: the coordinator has a target, and every member moves towards it with its heartbeats. Only what moves is given up, and it
/// is given on when its old owner has done so.
/// </summary>
internal sealed class ConsumerGroup(string id, SimulatedClusterOptions options, TopicTable topics) : Group(id, options, topics)
{
    public override IReadOnlyList<TopicPartition> ToRevoke(GroupMember member)
    {
        List<TopicPartition>? leaving = null;
        foreach (var partition in member.Owned)
        {
            if (!member.Target.Contains(partition))
            {
                (leaving ??= []).Add(partition);
            }
        }

        return leaving ?? (IReadOnlyList<TopicPartition>)[];
    }

    public override void OnRevoked(GroupMember member, IReadOnlyList<TopicPartition> partitions) => member.Owned.ExceptWith(partitions);

    public override IReadOnlyList<TopicPartition>? TakeAssignment(GroupMember member)
    {
        List<TopicPartition>? added = null;
        foreach (var partition in member.Target)
        {
            if (!member.Owned.Contains(partition) && !IsOwned(partition))
            {
                (added ??= []).Add(partition);
            }
        }

        if (added is not null)
        {
            member.Owned.UnionWith(added);
        }

        var isNew = member.Generation != Generation;
        member.Generation = Generation;
        return added ?? (isNew ? (IReadOnlyList<TopicPartition>)[] : null);
    }

    public override void OnChanged()
    {
        Generation++;
        Rebalances++;
        RangeAssignment.Assign(Members, Topics.All);
    }

    /// <summary>A member of the group may be behind: it learns the newest epoch with the next heartbeat, and owns what it owns until then.</summary>
    protected override bool IsCurrent(GroupMember member) => true;

    private bool IsOwned(TopicPartition partition)
    {
        foreach (var member in Members)
        {
            if (member.Owned.Contains(partition))
            {
                return true;
            }
        }

        return false;
    }
}
