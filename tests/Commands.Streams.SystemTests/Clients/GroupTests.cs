using Commands.Streams.Kafka;

namespace Commands.Streams.SystemTests.Clients;

public class GroupTests
{
    [TestCase(KafkaGroupProtocol.Consumer)]
    [TestCase(KafkaGroupProtocol.Classic)]
    public async Task Two_members_share_copartitioned_ranges_and_one_takes_over(KafkaGroupProtocol protocol)
    {
        using var client = RealKafka.Connect(protocol);
        var a = await RealKafka.CreateTopicAsync(client, 4);
        var b = await RealKafka.CreateTopicAsync(client, 4);
        using var first = new GroupMember(client, a, a, b);
        first.PollUntil(() => first.Assigned.Count == 8, "the first has all");

        using var second = new GroupMember(client, a, a, b);
        first.PollUntil(
            () =>
            {
                second.Consumer.Poll();
                return first.Assigned.Count == 4 && second.Assigned.Count == 4;
            },
            "both share");

        PartitionsOf(first, a).Should().Equal(PartitionsOf(first, b));
        PartitionsOf(second, a).Should().Equal(PartitionsOf(second, b));

        first.Consumer.Close();
        second.PollUntil(() => second.Assigned.Count == 8, "the second has all");
    }

    private static List<int> PartitionsOf(GroupMember member, string topic) =>
        [.. member.Assigned.Where(partition => partition.Topic == topic).Select(partition => partition.Partition).Order()];
}
