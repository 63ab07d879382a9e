using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests;

public sealed class EmbeddedClusterTests
{
    [Test]
    public void Cluster_names_the_address_of_each_broker()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start(new EmbeddedClusterOptions { Brokers = 3 });

        cluster.BootstrapServers.Split(',').Should().HaveCount(3).And.OnlyHaveUniqueItems();
    }

    [Test]
    public void Cluster_without_brokers_is_refused()
    {
        Func<EmbeddedCluster> start = () => EmbeddedCluster.Start(new EmbeddedClusterOptions { Brokers = 0 });

        start.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Test]
    public void Topic_that_exists_is_refused_by_name()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("orders", 2);

        cluster.Invoking(c => c.CreateTopic("orders", 2)).Should().Throw<ClientException>()
            .WithMessage("Topic 'orders' could not be created on the embedded cluster*").Which.Code.Should().Be("TOPIC_ALREADY_EXISTS");
    }

    [Test]
    public void Client_says_that_exactly_once_cannot_be_had()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        using KafkaClient client = cluster.CreateClient();

        client.SupportsExactlyOnce.Should().BeFalse();
        client.Description.Should().Be(cluster.BootstrapServers);
        client.Validate().Should().BeEmpty();
    }

    [Test]
    public async Task Topics_made_by_the_client_have_the_partitions_asked_for()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        using KafkaClient client = cluster.CreateClient();
        using ITopicAdmin admin = client.CreateAdmin();

        await admin.CreateTopicsAsync([new TopicSpecification("a", 2), new TopicSpecification("b", 7)], default);
        await admin.CreateTopicsAsync([new TopicSpecification("a", 3)], default);

        (await admin.GetPartitionCountsAsync(["a", "b", "c"], default)).Should().Equal(new Dictionary<string, int> { ["a"] = 2, ["b"] = 7 });
        (await admin.ListTopicsAsync(default)).Should().BeEquivalentTo("a", "b");
    }

    [Test]
    public async Task Looking_for_a_topic_does_not_make_it()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        using KafkaClient client = cluster.CreateClient();
        using ITopicAdmin admin = client.CreateAdmin();

        (await admin.GetPartitionCountsAsync(["c"], default)).Should().BeEmpty();
        (await admin.GetPartitionCountsAsync(["c"], default)).Should().BeEmpty();
    }

    [Test]
    public async Task Stopped_brokers_do_not_answer_until_they_are_started_again()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("a", 2);
        using KafkaClient client = cluster.CreateClient(options =>
        {
            options.AdminTimeout = TimeSpan.FromSeconds(1);
            options.Client.ReconnectBackoffMaxMs = 100;
        });
        using ITopicAdmin admin = client.CreateAdmin();

        cluster.StopBroker();
        await admin.Awaiting(a => a.ListTopicsAsync(default)).Should().ThrowAsync<ClientException>();

        cluster.StartBroker();
        (await admin.ListTopicsAsync(default)).Should().Equal("a");
    }

    [Test]
    public async Task Topic_error_is_reported_by_clients_until_it_ends()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("a", 2);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = cluster.BootstrapServers }).Build();

        cluster.SetTopicError("a", ErrorCode.TopicAuthorizationFailed);
        await producer.Awaiting(p => p.ProduceAsync("a", new Message<Null, string> { Value = "v" }))
            .Should().ThrowAsync<ProduceException<Null, string>>().Where(e => e.Error.Code == ErrorCode.TopicAuthorizationFailed);

        cluster.SetTopicError("a", ErrorCode.NoError);
        using var later = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = cluster.BootstrapServers }).Build();
        (await later.ProduceAsync("a", new Message<Null, string> { Value = "v" })).Offset.Value.Should().Be(0);
    }

    [Test]
    public async Task Failed_requests_fail_in_order_and_then_no_more()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("a", 1);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = cluster.BootstrapServers }).Build();
        await producer.ProduceAsync("a", new Message<Null, string> { Value = "before" });

        cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.InvalidRecord);

        await producer.Awaiting(p => p.ProduceAsync("a", new Message<Null, string> { Value = "refused" }))
            .Should().ThrowAsync<ProduceException<Null, string>>().Where(e => e.Error.Code == ErrorCode.InvalidRecord);
        (await producer.ProduceAsync("a", new Message<Null, string> { Value = "after" })).Offset.Value.Should().Be(1);
    }

    [Test]
    public void Disposed_cluster_refuses_faults()
    {
        EmbeddedCluster cluster = EmbeddedCluster.Start();
        cluster.Dispose();
        cluster.Dispose();

        cluster.Invoking(c => c.StopBroker()).Should().Throw<ObjectDisposedException>();
    }
}
