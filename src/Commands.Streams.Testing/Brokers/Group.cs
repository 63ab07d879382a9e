using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>
/// A consumer group: its members, and its offsets. A partition is owned by one member at a time; a member that was not seen for the session time-out
/// is none any more, and what it wants to commit is refused.
/// </summary>
internal abstract class Group(string id, SimulatedClusterOptions options, TopicTable topics)
{
    private int _nextMember;

    public string Id => id;

    public GroupOffsets Offsets { get; } = new(options.OffsetMetadataMaxBytes);

    public int Generation { get; protected set; }

    /// <summary>How many times partitions were distributed.</summary>
    public int Rebalances { get; protected set; }

    protected List<GroupMember> Members { get; } = [];

    protected TopicTable Topics => topics;

    public bool HasMembers => Members.Count > 0;

    public bool Contains(GroupMember member) => Members.Contains(member);

    public GroupMember Join(TopicSubscription subscription)
    {
        Expire();
        var member = new GroupMember(_nextMember++, subscription) { LastSeen = options.TimeProvider.GetUtcNow(), IsJoining = true };
        Members.Add(member);
        OnChanged();
        return member;
    }

    public void Leave(GroupMember member)
    {
        if (Members.Remove(member))
        {
            member.Owned.Clear();
            OnChanged();
        }
    }

    /// <summary>A member is heard of.</summary>
    /// <returns>False if it is no longer a member.</returns>
    public bool Touch(GroupMember member)
    {
        Expire();
        member.LastSeen = options.TimeProvider.GetUtcNow();
        return Members.Contains(member);
    }

    /// <summary>Throws out members that were silent for too long.</summary>
    public void Expire()
    {
        var now = options.TimeProvider.GetUtcNow();
        var expired = false;
        for (var i = Members.Count - 1; i >= 0; i--)
        {
            if (now - Members[i].LastSeen >= options.SessionTimeout)
            {
                Members[i].Owned.Clear();
                Members.RemoveAt(i);
                expired = true;
            }
        }

        if (expired)
        {
            OnChanged();
        }
    }

    /// <summary>Throws if a member tries to commit for partitions that it no longer has.</summary>
    /// <param name="member">The member; null for a consumer that never joined, which may commit while nobody is a member.</param>
    public void ThrowIfRefused(GroupMember? member)
    {
        Expire();
        if (member is null ? Members.Count > 0 : !Members.Contains(member))
        {
            throw BrokerErrors.NotMember(id);
        }

        if (member is not null && !IsCurrent(member))
        {
            throw BrokerErrors.OldGeneration(id);
        }
    }

    /// <summary>Whether what a member wants to commit is not its own any more.</summary>
    public bool Refuses(GroupMember? member) =>
        member is null ? Members.Count > 0 : !Members.Contains(member) || !IsCurrent(member);

    /// <summary>Partitions to give up now, before anything else.</summary>
    public abstract IReadOnlyList<TopicPartition> ToRevoke(GroupMember member);

    /// <summary>The member has given partitions up.</summary>
    public abstract void OnRevoked(GroupMember member, IReadOnlyList<TopicPartition> partitions);

    /// <summary>The partitions that a member gets now; null if nothing changes for it.</summary>
    public abstract IReadOnlyList<TopicPartition>? TakeAssignment(GroupMember member);

    /// <summary>Members, topics or partitions have changed.</summary>
    public abstract void OnChanged();

    protected abstract bool IsCurrent(GroupMember member);
}
