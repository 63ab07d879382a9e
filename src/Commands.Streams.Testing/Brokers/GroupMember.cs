using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>A member as its group's coordinator knows it: what it owns there is what nobody else may be given.</summary>
internal sealed class GroupMember(int id, TopicSubscription subscription)
{
    /// <summary>Larger for members that joined later.</summary>
    public int Id => id;

    public TopicSubscription Subscription => subscription;

    public DateTimeOffset LastSeen { get; set; }

    /// <summary>The generation or epoch it was last given its partitions in.</summary>
    public int Generation { get; set; } = -1;

    /// <summary>Whether it waits for the generation that is being made.</summary>
    public bool IsJoining { get; set; }

    public HashSet<TopicPartition> Owned { get; } = [];

    /// <summary>What the newest assignment gives it, in order.</summary>
    public List<TopicPartition> Target { get; } = [];
}
