using Commands.Streams.Clients;
using Commands.Streams.Kafka;

namespace Commands.Streams.SystemTests;

/// <summary>The broker that COMMANDS_STREAMS_KAFKA names; without it these tests are ignored.</summary>
internal static class RealKafka
{
    public static KafkaClient Connect(KafkaGroupProtocol protocol = KafkaGroupProtocol.Auto)
    {
        var servers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA");
        if (string.IsNullOrEmpty(servers))
        {
            Assert.Ignore("COMMANDS_STREAMS_KAFKA names no broker.");
        }

        return new KafkaClient(new KafkaOptions { BootstrapServers = servers, GroupProtocol = protocol });
    }

    /// <summary>Makes a topic with a name of its own.</summary>
    public static async Task<string> CreateTopicAsync(KafkaClient client, int partitions)
    {
        var name = $"test-{Guid.NewGuid():N}";
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification(name, partitions)], CancellationToken.None);
        return name;
    }
}
