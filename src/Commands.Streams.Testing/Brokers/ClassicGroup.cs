using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>
/// The classic protocol with eager rebalancing: at every change all members give everything up and join again; when the last one has, or was thrown
/// out, a new generation begins.
/// </summary>
internal sealed class ClassicGroup(string id, SimulatedClusterOptions options, TopicTable topics) : Group(id, options, topics)
{
    private bool _isRebalancing;

    public override IReadOnlyList<TopicPartition> ToRevoke(GroupMember member)
    {
        if (!_isRebalancing || member.IsJoining)
        {
            return [];
        }

        return [.. member.Owned.OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Partition)];
    }

    public override void OnRevoked(GroupMember member, IReadOnlyList<TopicPartition> partitions) => member.Owned.Clear();

    public override IReadOnlyList<TopicPartition>? TakeAssignment(GroupMember member)
    {
        if (_isRebalancing)
        {
            member.IsJoining = true;
            TryComplete();
        }

        if (_isRebalancing || !member.IsJoining)
        {
            return null;
        }

        member.IsJoining = false;
        member.Generation = Generation;
        foreach (var partition in member.Target)
        {
            member.Owned.Add(partition);
        }

        return [.. member.Target];
    }

    public override void OnChanged()
    {
        _isRebalancing = HasMembers;
        TryComplete();
    }

    protected override bool IsCurrent(GroupMember member) => member.Generation == Generation;

    private void TryComplete()
    {
        foreach (var member in Members)
        {
            if (!member.IsJoining)
            {
                return;
            }
        }

        if (_isRebalancing)
        {
            _isRebalancing = false;
            Generation++;
            Rebalances++;
            RangeAssignment.Assign(Members, Topics.All);
        }
    }
}
