using Commands.Streams.Kafka.Configuration;

namespace Commands.Streams.Kafka.Tests.Configuration;

public sealed class ClientSettingsTests
{
    private readonly KafkaOptions _options = new() { BootstrapServers = "a:1" };

    [Test]
    public void Setting_of_all_clients_reaches_every_role()
    {
        _options.Client.SocketKeepaliveEnable = true;

        ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Classic).Should().Contain("socket.keepalive.enable", "True");
        ClientSettings.ForProducer(_options).Should().Contain("socket.keepalive.enable", "True");
        ClientSettings.ForAdmin(_options).Should().Contain("socket.keepalive.enable", "True");
    }

    [Test]
    public void Setting_of_a_role_reaches_that_role_and_wins()
    {
        _options.Client.SocketTimeoutMs = 1000;
        _options.Producer.SocketTimeoutMs = 2000;

        ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Classic)["socket.timeout.ms"].Should().Be("1000");
        ClientSettings.ForProducer(_options)["socket.timeout.ms"].Should().Be("2000");
    }

    [Test]
    public void Property_by_name_reaches_the_role_of_its_prefix_and_gives_way_to_the_class()
    {
        _options.Properties["consumer.fetch.min.bytes"] = "7";
        _options.Properties["consumer.fetch.wait.max.ms"] = "7";
        _options.Consumer.FetchWaitMaxMs = 8;

        IReadOnlyDictionary<string, string> consumer = ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Classic);

        consumer["fetch.min.bytes"].Should().Be("7");
        consumer["fetch.wait.max.ms"].Should().Be("8");
        ClientSettings.ForProducer(_options).Should().NotContainKey("fetch.min.bytes").And.NotContainKey("consumer.fetch.min.bytes");
    }

    [Test]
    public void Alias_set_for_the_role_comes_after_the_name_set_for_all()
    {
        _options.Properties["linger.ms"] = "1";
        _options.Properties["producer.queue.buffering.max.ms"] = "2";

        ClientSettings.ForProducer(_options).Keys.Should().ContainInOrder("linger.ms", "queue.buffering.max.ms");
    }

    [Test]
    public void Repeated_property_takes_the_place_of_its_last_layer()
    {
        _options.Properties["linger.ms"] = "1";
        _options.Properties["producer.queue.buffering.max.ms"] = "2";
        _options.Producer.LingerMs = 3;

        ClientSettings.ForProducer(_options).Keys.Should().ContainInOrder("queue.buffering.max.ms", "linger.ms");
    }

    [Test]
    public void Settings_of_the_managed_client_are_left_out()
    {
        _options.Consumer.CancellationDelayMaxMs = 5;

        ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Classic).Keys.Should().NotContain(name => name.StartsWith("dotnet."));
    }

    [Test]
    public void Assignor_is_range_whatever_the_protocol()
    {
        ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Classic)
            .Should().Contain("group.protocol", "classic").And.Contain("partition.assignment.strategy", "range").And.NotContainKey("group.remote.assignor");
        ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Consumer)
            .Should().Contain("group.protocol", "consumer").And.Contain("group.remote.assignor", "range")
            .And.NotContainKey("partition.assignment.strategy");
    }

    [Test]
    public void Classic_groups_of_an_embedded_cluster_rebalance_quickly_unless_the_user_says_otherwise()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        var options = new KafkaOptions { EmbeddedCluster = cluster };

        ClientSettings.ForConsumer(options, KafkaGroupProtocol.Classic)["session.timeout.ms"].Should().Be("3000");
        ClientSettings.ForConsumer(options, KafkaGroupProtocol.Consumer).Should().NotContainKey("session.timeout.ms");

        options.Consumer.SessionTimeoutMs = 10_000;
        ClientSettings.ForConsumer(options, KafkaGroupProtocol.Classic)["session.timeout.ms"].Should().Be("10000");
    }
}
