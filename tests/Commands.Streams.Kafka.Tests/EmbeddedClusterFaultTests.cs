using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Confluent.Kafka;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Tests;

public sealed class EmbeddedClusterFaultTests
{
    private EmbeddedCluster _cluster = null!;
    private KafkaClient _client = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start(new EmbeddedClusterOptions { Brokers = 2 });
        _cluster.CreateTopic("a", 1);
        _client = _cluster.CreateClient();
    }

    [TearDown]
    public void Stop()
    {
        _client.Dispose();
        _cluster.Dispose();
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Moved_leader_is_in_the_metadata(int broker)
    {
        _cluster.MoveLeader("a", 0, broker);

        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _cluster.BootstrapServers }).Build();
        admin.GetMetadata("a", TimeSpan.FromSeconds(10)).Topics.Single().Partitions.Single().Leader.Should().Be(broker);
    }

    [Test]
    public void Group_has_no_answers_while_its_coordinator_does_not_exist()
    {
        using IStreamConsumer consumer = _client.CreateConsumer(new ConsumerSettings { GroupId = "g", ClientId = "c", Wake = () => { } });
        TopicPartition[] partitions = [new TopicPartition("a", 0)];

        _cluster.MoveGroupCoordinator("g", 9);
        consumer.Invoking(c => c.Committed(partitions, TimeSpan.FromMilliseconds(300))).Should().Throw<ClientException>()
            .Which.Kind.Should().Be(ClientErrorKind.Retriable);

        _cluster.MoveGroupCoordinator("g", 2);
        consumer.Committed(partitions, TimeSpan.FromSeconds(10)).Should().ContainSingle().Which.Offset.Should().Be(Offsets.Unknown);
    }

    [Test]
    public async Task Slow_brokers_hold_each_answer_back()
    {
        using ITopicAdmin admin = _client.CreateAdmin();
        await admin.ListTopicsAsync(default);

        _cluster.SetRoundTripTime(TimeSpan.FromMilliseconds(200));
        long begin = TimeProvider.System.GetTimestamp();
        await admin.ListTopicsAsync(default);

        TimeProvider.System.GetElapsedTime(begin).Should().BeGreaterThan(TimeSpan.FromMilliseconds(190));
    }

    [Test]
    public async Task Failures_that_were_taken_back_do_not_happen()
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _cluster.BootstrapServers }).Build();

        _cluster.FailNext(EmbeddedRequest.Produce, [.. Enumerable.Repeat(ErrorCode.InvalidRecord, 10)]);
        _cluster.StopFailing(EmbeddedRequest.Produce);

        (await producer.ProduceAsync("a", new Message<Null, string> { Value = "v" })).Offset.Value.Should().Be(0);
    }

    [Test]
    public void Broker_that_does_not_exist_is_named() =>
        _cluster.Invoking(c => c.StopBroker(7)).Should().Throw<ClientException>().WithMessage("Broker 7 of the embedded cluster could not be stopped*");

    [Test]
    public void Transaction_coordinator_can_be_moved_away_and_back()
    {
        using IStreamProducer producer = _client.CreateProducer(new ProducerSettings { ClientId = "p", TransactionalId = "t" });

        _cluster.MoveTransactionCoordinator("t", 9);
        producer.Invoking(p => p.InitTransactions(TimeSpan.FromMilliseconds(300))).Should().Throw<ClientException>()
            .Which.Kind.Should().Be(ClientErrorKind.Retriable);

        _cluster.MoveTransactionCoordinator("t", 1);
        producer.Invoking(p => p.InitTransactions(TimeSpan.FromSeconds(10))).Should().NotThrow();
    }
}
