using Commands.Streams.Clients;
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

    protected override IStreamsClient Connect() => new KafkaClient(new KafkaOptions { BootstrapServers = Servers, GroupProtocol = protocol });

    protected override async Task CreateTopicAsync(string name, int partitions)
    {
        using var client = Connect();
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification(name, partitions)], CancellationToken.None);
    }

    protected override async Task DeleteTopicAsync(string name)
    {
        using var admin = new AdminClientBuilder([new("bootstrap.servers", Servers)]).Build();
        await admin.DeleteTopicsAsync([name]);
    }
}
