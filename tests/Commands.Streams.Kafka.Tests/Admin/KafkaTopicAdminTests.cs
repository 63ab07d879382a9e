using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Admin;

public sealed class KafkaTopicAdminTests
{
    private const string NobodyListens = "127.0.0.1:1";

    [Test]
    public async Task Wrong_address_gives_a_sentence_with_the_address_within_the_time_limit()
    {
        using KafkaClient client = ClientOf(NobodyListens, options => options.AdminTimeout = TimeSpan.FromSeconds(1));
        using ITopicAdmin admin = client.CreateAdmin();

        (await admin.Awaiting(a => a.GetPartitionCountsAsync(["a"], default)).Should().ThrowAsync<ClientException>())
            .WithMessage("The cluster at 127.0.0.1:1 cannot be reached. Check that bootstrap.servers names its brokers*Connection refused*")
            .Which.Kind.Should().Be(ClientErrorKind.Retriable);
    }

    [Test]
    public async Task Wrong_address_gives_the_same_sentence_when_topics_are_made()
    {
        using KafkaClient client = ClientOf(NobodyListens, options => options.AdminTimeout = TimeSpan.FromSeconds(1));
        using ITopicAdmin admin = client.CreateAdmin();

        await admin.Awaiting(a => a.CreateTopicsAsync([new TopicSpecification("a", 1)], default)).Should().ThrowAsync<ClientException>()
            .WithMessage("The cluster at 127.0.0.1:1 did not answer within 1 s.*");
    }

    [Test]
    public async Task Cancelling_ends_the_wait()
    {
        using KafkaClient client = ClientOf(NobodyListens, options => options.AdminTimeout = TimeSpan.FromSeconds(5));
        using ITopicAdmin admin = client.CreateAdmin();
        using var cancellation = new CancellationTokenSource();

        Task<IReadOnlyList<string>> listing = admin.ListTopicsAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await listing.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Topic_that_the_cluster_makes_when_asked_for_is_there_at_once()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        using KafkaClient client = ClientOf(cluster.BootstrapServers, _ => { });
        using ITopicAdmin admin = client.CreateAdmin();

        (await admin.GetPartitionCountsAsync(["made-on-demand"], default)).Should().ContainKey("made-on-demand");
    }

    [Test]
    public async Task Topic_that_may_not_be_read_is_named()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("secret", 1);
        cluster.SetTopicError("secret", ErrorCode.TopicAuthorizationFailed);
        using KafkaClient client = ClientOf(cluster.BootstrapServers, _ => { });
        using ITopicAdmin admin = client.CreateAdmin();

        (await admin.Awaiting(a => a.GetPartitionCountsAsync(["secret"], default)).Should().ThrowAsync<ClientException>())
            .WithMessage("Topic 'secret' could not be looked up*").Which.Code.Should().Be("TOPIC_AUTHORIZATION_FAILED");
    }

    private static KafkaClient ClientOf(string bootstrapServers, Action<KafkaOptions> configure)
    {
        var options = new KafkaOptions { BootstrapServers = bootstrapServers };
        configure(options);

        return new KafkaClient(options);
    }
}
