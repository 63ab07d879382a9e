using System.Text.RegularExpressions;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Kafka.Tests.Consuming;

public class PatternTests
{
    [TestCase("classic")]
    [TestCase("consumer")]
    public void Topics_that_match_as_a_whole_are_read_and_later_ones_when_metadata_is_due(string protocol)
    {
        using var cluster = EmbeddedCluster.Start();
        foreach (var topic in (string[])["orders-1", "orders-22", "Xorders-3", "named", "__orders-4"])
        {
            cluster.CreateTopic(topic, 1);
        }

        var time = new FakeTimeProvider();
        var options = protocol == "classic" ? TestConsumer.QuickClassicGroup : new Dictionary<string, string> { ["group.protocol"] = "consumer" };
        using var reader = new TestConsumer(cluster.BootstrapServers, "group", options, time: time);

        reader.Consumer.Subscribe(new TopicSubscription(["named"], [new Regex(@"(?:ORDERS)-\d+|__.*", RegexOptions.IgnoreCase)]), reader);
        reader.PollUntil(() => Topics(reader).SetEquals(["named", "orders-1", "orders-22"]), "what matches");

        cluster.CreateTopic("orders-5", 1);
        time.Advance(TimeSpan.FromMinutes(5));
        reader.PollUntil(() => Topics(reader).SetEquals(["named", "orders-1", "orders-22", "orders-5"]), "the topic that was added");
    }

    [Test]
    public void Pattern_that_matches_nothing_yet_waits_for_its_topic()
    {
        using var cluster = EmbeddedCluster.Start();
        var time = new FakeTimeProvider();
        using var reader = new TestConsumer(cluster.BootstrapServers, "group", time: time);
        reader.Consumer.Subscribe(new TopicSubscription([], [new Regex("orders-.")]), reader);
        reader.Consumer.Poll();

        cluster.CreateTopic("orders-1", 1);
        time.Advance(TimeSpan.FromMinutes(5));

        reader.PollUntil(() => Topics(reader).SetEquals(["orders-1"]), "the topic that was added");
    }

    private static HashSet<string> Topics(TestConsumer reader) => [.. reader.Assigned.Select(partition => partition.Topic)];
}
