using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Tests.Support;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Tests.Groups;

public sealed class ProtocolCheckingConsumerTests
{
    private const int FallbackEvent = 3;

    private LogLines _log = null!;

    [SetUp]
    public void StartLog() => _log = new LogLines();

    [TearDown]
    public void EndLog() => _log.Dispose();

    [Test]
    public void Brokers_that_have_the_new_protocol_are_joined_by_it()
    {
        using EmbeddedCluster cluster = StartWith(hasConsumerGroupProtocol: true);
        using KafkaClient client = ClientOf(cluster, KafkaGroupProtocol.Auto);
        // With the classic protocol this member would never get in.
        cluster.FailNext(EmbeddedRequest.JoinGroup, [.. Enumerable.Repeat(ErrorCode.GroupAuthorizationFailed, 50)]);

        using var member = new Member(client, "g", "a");
        Member.PollUntil(() => member.Assigned.Count == 4, member);

        Fallbacks.Should().Be(0);
    }

    [Test]
    public void Brokers_without_the_new_protocol_are_joined_by_the_classic_one()
    {
        using EmbeddedCluster cluster = StartWith(hasConsumerGroupProtocol: false);
        using KafkaClient client = ClientOf(cluster, KafkaGroupProtocol.Auto);

        using var member = new Member(client, "g", "a");
        Member.PollUntil(() => member.Assigned.Count == 4, member);

        Fallbacks.Should().Be(1);
    }

    [Test]
    public void Brokers_that_have_the_new_protocol_switched_off_are_joined_by_the_classic_one()
    {
        using EmbeddedCluster cluster = StartWith(hasConsumerGroupProtocol: true);
        using KafkaClient client = ClientOf(cluster, KafkaGroupProtocol.Auto);
        cluster.FailNext(EmbeddedRequest.ConsumerGroupHeartbeat, ErrorCode.UnsupportedVersion);

        using var member = new Member(client, "g", "a");
        Member.PollUntil(() => member.Assigned.Count == 4, member);

        Fallbacks.Should().Be(1);
    }

    [Test]
    public void Second_consumer_knows_what_the_first_found_out()
    {
        using EmbeddedCluster cluster = StartWith(hasConsumerGroupProtocol: false);
        using KafkaClient client = ClientOf(cluster, KafkaGroupProtocol.Auto);
        using var first = new Member(client, "g", "a");
        Member.PollUntil(() => first.Assigned.Count == 4, first);

        using var second = new Member(client, "other", "a");
        Member.PollUntil(() => second.Assigned.Count == 4, first, second);

        Fallbacks.Should().Be(1);
    }

    [Test]
    public void Consumer_that_fell_back_reads_and_commits()
    {
        using EmbeddedCluster cluster = StartWith(hasConsumerGroupProtocol: false);
        using KafkaClient client = ClientOf(cluster, KafkaGroupProtocol.Auto);
        var partition = new TopicPartition("a", 0);
        using IStreamProducer producer = client.CreateProducer(new ProducerSettings { ClientId = "writer" });
        producer.GetTopic("a").TrySend(new ProduceRecord { Partition = 0, Value = "v"u8, HasValue = true }, 0).Should().BeTrue();
        producer.Flush(TimeSpan.FromSeconds(10)).Should().BeTrue();

        using var member = new Member(client, "g", "a");
        RecordBatch? batch = null;
        Member.PollUntil(() => member.Assigned.Count == 4 && (batch = member.Consumer.Take(partition, 10)) is not null, member);
        batch!.Dispose();
        member.Consumer.Commit([new OffsetCommit(partition, 1, "note")]);

        member.Consumer.Committed([partition], TimeSpan.FromSeconds(10)).Should().Equal(new OffsetCommit(partition, 1, "note"));
    }

    [Test]
    public void New_protocol_asked_for_and_missing_is_an_error()
    {
        using EmbeddedCluster cluster = StartWith(hasConsumerGroupProtocol: false);
        using KafkaClient client = ClientOf(cluster, KafkaGroupProtocol.Consumer);
        using var member = new Member(client, "g", "a");

        Action poll = () => Member.PollUntil(() => false, member);

        ClientException refusal = poll.Should().Throw<ClientException>().Which;
        refusal.Kind.Should().Be(ClientErrorKind.Fatal);
        refusal.Message.Should().Contain("GroupProtocol to Auto or Classic");
    }

    [TestCase(KafkaGroupProtocol.Classic)]
    [TestCase(KafkaGroupProtocol.Consumer)]
    public void Members_share_partitions_and_keep_equal_numbers_together(KafkaGroupProtocol protocol)
    {
        using EmbeddedCluster cluster = StartWith(hasConsumerGroupProtocol: true);
        using KafkaClient client = ClientOf(cluster, protocol);
        using var first = new Member(client, "g", "a", "b");
        using var second = new Member(client, "g", "a", "b");

        Member.PollUntil(() => first.Assigned.Count == 4 && second.Assigned.Count == 4, first, second);

        NumbersOf(first, "a").Should().Equal(NumbersOf(first, "b"));
        NumbersOf(second, "a").Should().Equal(NumbersOf(second, "b"));
    }

    private int Fallbacks => _log.Lines.Count(line => line.Event == FallbackEvent && line.Level == LogLevel.Information);

    private static IEnumerable<int> NumbersOf(Member member, string topic) =>
        member.Assigned.Where(partition => partition.Topic == topic).Select(partition => partition.Partition).Order();

    private static EmbeddedCluster StartWith(bool hasConsumerGroupProtocol)
    {
        EmbeddedCluster cluster = EmbeddedCluster.Start(new EmbeddedClusterOptions { HasConsumerGroupProtocol = hasConsumerGroupProtocol });
        cluster.CreateTopic("a", 4);
        cluster.CreateTopic("b", 4);

        return cluster;
    }

    private KafkaClient ClientOf(EmbeddedCluster cluster, KafkaGroupProtocol protocol) => cluster.CreateClient(options =>
    {
        options.GroupProtocol = protocol;
        options.LoggerFactory = _log;
    });
}
