using Commands.Streams.Records;

namespace Commands.Streams.Testing.Brokers;

/// <summary>Kafka's range assignment: topic by topic, consecutive partitions to members in order, so that equal numbers meet.</summary>
internal static class RangeAssignment
{
    public static void Assign(IReadOnlyList<GroupMember> members, IEnumerable<BrokerTopic> topics)
    {
        foreach (var member in members)
        {
            member.Target.Clear();
        }

        var subscribed = new List<GroupMember>(members.Count);
        foreach (var topic in topics)
        {
            subscribed.Clear();
            foreach (var member in members)
            {
                if (IsSubscribed(member, topic.Name))
                {
                    subscribed.Add(member);
                }
            }

            AssignTopic(topic, subscribed);
        }
    }

    private static void AssignTopic(BrokerTopic topic, List<GroupMember> members)
    {
        var next = 0;
        for (var i = 0; i < members.Count; i++)
        {
            var share = topic.Logs.Count / members.Count + (i < topic.Logs.Count % members.Count ? 1 : 0);
            for (var end = next + share; next < end; next++)
            {
                members[i].Target.Add(new TopicPartition(topic.Name, next));
            }
        }
    }

    private static bool IsSubscribed(GroupMember member, string topic)
    {
        foreach (var name in member.Subscription.Topics)
        {
            if (name == topic)
            {
                return true;
            }
        }

        foreach (var pattern in member.Subscription.Patterns)
        {
            if (pattern.Match(topic) is { Success: true, Index: 0 } match && match.Length == topic.Length)
            {
                return true;
            }
        }

        return false;
    }
}
