using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Confluent.Kafka;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Tests.Admin;

/// <summary>Offsets of logs, asked for while something is wrong with the cluster.</summary>
public sealed class OffsetQueryTests
{
    private EmbeddedCluster _cluster = null!;
    private KafkaClient _client = null!;
    private ITopicAdmin _admin = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic("orders", 2);
        _client = _cluster.CreateClient(options => options.AdminTimeout = TimeSpan.FromSeconds(2));
        _admin = _client.CreateAdmin();
    }

    [TearDown]
    public void Stop()
    {
        _admin.Dispose();
        _client.Dispose();
        _cluster.Dispose();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Partition_without_a_leader_is_not_taken_for_one_that_does_not_exist(bool isOnlyOne)
    {
        _cluster.MoveLeader("orders", 1, -1);
        TopicPartition[] partitions = isOnlyOne ? [new("orders", 1)] : [new("orders", 0), new("orders", 1)];

        (await _admin.Awaiting(admin => admin.GetOffsetsAsync(partitions, true, default)).Should().ThrowAsync<ClientException>())
            .WithMessage("The cluster did not say where logs start and end: *orders-1*")
            .Which.Kind.Should().Be(ClientErrorKind.Retriable);
    }

    [Test]
    public async Task Leader_that_has_just_moved_is_an_error_that_passes()
    {
        _cluster.FailNext(EmbeddedRequest.ListOffsets, ErrorCode.NotLeaderForPartition);

        (await _admin.Awaiting(admin => admin.GetOffsetsAsync([new("orders", 0)], true, default)).Should().ThrowAsync<ClientException>())
            .Which.Kind.Should().Be(ClientErrorKind.Retriable);
        (await _admin.GetOffsetsAsync([new("orders", 0)], true, default)).Should().ContainSingle();
    }

    [Test]
    public async Task Cluster_that_is_away_is_an_error_that_passes()
    {
        _cluster.StopBroker();

        (await _admin.Awaiting(admin => admin.GetOffsetsAsync([new("orders", 0)], true, default)).Should().ThrowAsync<ClientException>())
            .Which.Kind.Should().Be(ClientErrorKind.Retriable);
    }

    [Test]
    public async Task Offsets_that_may_not_be_read_are_an_error_that_does_not_pass()
    {
        _cluster.FailNext(EmbeddedRequest.ListOffsets, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 20)]);

        (await _admin.Awaiting(admin => admin.GetOffsetsAsync([new("orders", 0)], true, default)).Should().ThrowAsync<ClientException>())
            .WithMessage("The cluster did not say where logs start and end: *orders-0*")
            .Which.Kind.Should().Be(ClientErrorKind.Fatal);
    }
}
