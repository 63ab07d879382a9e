using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Tests.Support;
using Commands.Streams.Records;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <summary>On the brokers that COMMANDS_STREAMS_KAFKA names; ignored without.</summary>
[TestFixture(KafkaGroupProtocol.Consumer)]
[TestFixture(KafkaGroupProtocol.Classic)]
internal sealed class KafkaPortTests(KafkaGroupProtocol protocol) : PortContract
{
    private static string Servers
    {
        get
        {
            var servers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA");
            if (string.IsNullOrEmpty(servers))
            {
                Assert.Ignore("COMMANDS_STREAMS_KAFKA names no broker.");
            }

            return servers!;
        }
    }

    [Test]
    public async Task Producer_learns_what_a_topic_takes_at_most_without_waiting()
    {
        var name = $"topic-{Guid.NewGuid():N}";
        using var client = Connect();
        using var admin = client.CreateAdmin();
        var specification = new TopicSpecification(name, 1) { Configuration = new Dictionary<string, string> { ["max.message.bytes"] = "65536" } };
        await admin.CreateTopicsAsync([specification], CancellationToken.None);
        using var producer = client.CreateProducer(new ProducerSettings { ClientId = "writer" });
        var topic = producer.GetTopic(name);

        topic.MaxRecordBytes.Should().BeNull("nobody has asked for the topic yet");
        topic.PartitionCount.Should().Be(1);
        TestWait.Until(
            () =>
            {
                producer.Poll();
                return topic.MaxRecordBytes is not null;
            },
            "the limit");

        topic.MaxRecordBytes.Should().Be(65_536);
        (await admin.DescribeTopicsAsync([name], CancellationToken.None))[name].Configuration["max.message.bytes"].Should().Be("65536");
    }

    [Test]
    public async Task Small_records_are_written_to_a_topic_that_refuses_large_batches()
    {
        using var client = Connect();
        var name = await CreateSmallTopicAsync(client);

        var refused = SendHundred(client, name);
        var written = SendHundred(client, name);

        refused.Should().OnlyContain(error => error.Kind == ClientErrorKind.ClientLost, "a new producer does the same work with smaller batches");
        written.Should().BeEmpty();
    }

    [Test]
    public async Task Small_commands_published_at_once_are_written_to_a_topic_that_refuses_large_batches()
    {
        using var client = Connect();
        var name = await CreateSmallTopicAsync(client);
        await using var publisher = client.CreatePublisher("issuer");
        var tasks = Enumerable.Range(0, 100).Select(_ =>
        {
            var record = new ProduceRecord { Value = new byte[4_000], HasValue = true, Partition = 0, Timestamp = 1 };
            return publisher.PublishAsync(name, in record, TimeSpan.FromSeconds(30)).AsTask();
        });

        (await Task.WhenAll(tasks)).Should().HaveCount(100);
    }

    private static async Task<string> CreateSmallTopicAsync(IStreamsClient client)
    {
        var name = $"topic-{Guid.NewGuid():N}";
        using var admin = client.CreateAdmin();
        var specification = new TopicSpecification(name, 1) { Configuration = new Dictionary<string, string> { ["max.message.bytes"] = "65536" } };
        await admin.CreateTopicsAsync([specification], CancellationToken.None);
        return name;
    }

    private static List<ClientException> SendHundred(IStreamsClient client, string name)
    {
        using var producer = client.CreateProducer(new ProducerSettings { ClientId = "writer" });
        var errors = new List<ClientException>();
        producer.OnDeliveryFailure = (in DeliveryFailure failure) => errors.Add(failure.Error);
        for (var i = 0; i < 100; i++)
        {
            var record = new ProduceRecord { Value = new byte[4_000], HasValue = true, Partition = 0, Timestamp = 1 };
            producer.GetTopic(name).TrySend(in record, 0).Should().BeTrue();
        }

        producer.Flush(TimeSpan.FromSeconds(30)).Should().BeTrue();
        return errors;
    }

    protected override IStreamsClient Connect() => new KafkaClient(new KafkaOptions { BootstrapServers = Servers, GroupProtocol = protocol });

    protected override async Task CreateTopicAsync(string name, int partitions)
    {
        using var client = Connect();
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification(name, partitions)], CancellationToken.None);
    }

    protected override async Task<string> FillAndCompactAsync(string name, Action fill)
    {
        using var client = Connect();
        using var admin = client.CreateAdmin();
        var settings = new Dictionary<string, string> { ["cleanup.policy"] = "compact", ["segment.ms"] = "600000", ["min.cleanable.dirty.ratio"] = "0.01" };
        await admin.CreateTopicsAsync([new TopicSpecification(name, 1) { Configuration = settings }], CancellationToken.None);
        fill();

        // Only segments that are full are compacted, and a late record begins another one.
        using var producer = client.CreateProducer(new ProducerSettings { ClientId = "writer" });
        var later = TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeMilliseconds();
        var last = new ProduceRecord { Key = "last"u8, Value = "!"u8, HasKey = true, HasValue = true, Partition = 0, Timestamp = later };
        producer.GetTopic(name).TrySend(in last, 0).Should().BeTrue();
        producer.Flush(TimeSpan.FromSeconds(30)).Should().BeTrue();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (HasFirstRecord(client, new Records.TopicPartition(name, 0)))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }

        return "!";
    }

    private static bool HasFirstRecord(IStreamsClient client, Records.TopicPartition partition)
    {
        using var reader = new ContractReader(client, readCommitted: false);
        reader.Reader.Add(partition, Offsets.Beginning);
        reader.PollUntil(() => reader.TakeOnce(partition, 1).Length > 0, "a record");
        return reader.Reader.Position(partition) == 1;
    }

    protected override async Task DeleteTopicAsync(string name)
    {
        using var admin = new AdminClientBuilder([new("bootstrap.servers", Servers)]).Build();
        await admin.DeleteTopicsAsync([name]);
    }
}
