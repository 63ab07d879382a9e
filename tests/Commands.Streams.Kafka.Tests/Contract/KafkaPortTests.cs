using Commands.Streams.Clients;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <summary>On the brokers that COMMANDS_STREAMS_KAFKA names; ignored without.</summary>
[TestFixture(KafkaGroupProtocol.Consumer)]
[TestFixture(KafkaGroupProtocol.Classic)]
internal sealed class KafkaPortTests(KafkaGroupProtocol protocol) : PortContract
{
    protected override IStreamsClient Connect()
    {
        var servers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA");
        if (string.IsNullOrEmpty(servers))
        {
            Assert.Ignore("COMMANDS_STREAMS_KAFKA names no broker.");
        }

        return new KafkaClient(new KafkaOptions { BootstrapServers = servers, GroupProtocol = protocol });
    }

    protected override async Task CreateTopicAsync(string name, int partitions)
    {
        using var client = Connect();
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification(name, partitions)], CancellationToken.None);
    }
}
