using Commands.Streams.Kafka.Tests.Support;

namespace Commands.Streams.Kafka.Tests.Consuming;

public class GroupTests
{
    private static readonly Dictionary<string, string> Classic = new(TestConsumer.QuickClassicGroup) { ["partition.assignment.strategy"] = "range" };
    private static readonly Dictionary<string, string> Kip848 = new() { ["group.protocol"] = "consumer", ["group.remote.assignor"] = "range" };

    private EmbeddedCluster _cluster = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic("a", 4);
        _cluster.CreateTopic("b", 4);
    }

    [TearDown]
    public void Stop() => _cluster.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public void Two_members_share_copartitioned_ranges_and_one_takes_over_when_the_other_leaves(bool isClassic)
    {
        var options = isClassic ? Classic : Kip848;
        using var first = new TestConsumer(_cluster.BootstrapServers, "group", options);
        using var second = new TestConsumer(_cluster.BootstrapServers, "group", options);
        first.Subscribe("a", "b");
        first.PollUntil(() => first.Assigned.Count == 8, "the first has all");

        second.Subscribe("a", "b");
        first.PollUntil(
            () =>
            {
                second.Consumer.Poll();
                return first.Assigned.Count == 4 && second.Assigned.Count == 4;
            },
            "both share");

        PartitionsOf(first, "a").Should().Equal(PartitionsOf(first, "b"));
        PartitionsOf(second, "a").Should().Equal(PartitionsOf(second, "b"));
        PartitionsOf(first, "a").Concat(PartitionsOf(second, "a")).Should().BeEquivalentTo([0, 1, 2, 3]);

        first.Consumer.Close();
        second.PollUntil(() => second.Assigned.Count == 8, "the second has all");
        first.Assigned.Should().BeEmpty();
    }

    [Test]
    public void Record_written_after_a_rebalance_reaches_the_member_that_has_its_partition()
    {
        using var first = new TestConsumer(_cluster.BootstrapServers, "group", Kip848);
        using var second = new TestConsumer(_cluster.BootstrapServers, "group", Kip848);
        using var writer = new TestProducer(_cluster.BootstrapServers);
        first.Subscribe("a");
        first.PollUntil(() => first.Assigned.Count == 4, "the first has all");
        second.Subscribe("a");
        first.PollUntil(
            () =>
            {
                second.Consumer.Poll();
                return first.Assigned.Count == 2 && second.Assigned.Count == 2;
            },
            "both share");

        for (var partition = 0; partition < 4; partition++)
        {
            writer.SendNumbered("a", partition, 3);
        }

        writer.Flush();

        foreach (var member in new[] { first, second })
        {
            foreach (var partition in member.Assigned)
            {
                member.TakeRecords(partition, 3).Should().HaveCount(3);
            }
        }
    }

    private static List<int> PartitionsOf(TestConsumer consumer, string topic) =>
        [.. consumer.Assigned.Where(partition => partition.Topic == topic).Select(partition => partition.Partition).Order()];
}
