using Commands.Streams.Kafka;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using TopicSpecification = Commands.Streams.Records.TopicSpecification;

namespace Commands.Streams.SystemTests;

/// <summary>The broker that COMMANDS_STREAMS_KAFKA names; without it these tests are ignored.</summary>
internal static class RealKafka
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static KafkaClient Connect(KafkaGroupProtocol protocol = KafkaGroupProtocol.Auto, Action<KafkaOptions>? configure = null)
    {
        var servers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA");
        if (string.IsNullOrEmpty(servers))
        {
            Assert.Ignore("COMMANDS_STREAMS_KAFKA names no broker.");
        }

        var options = new KafkaOptions { BootstrapServers = servers!, GroupProtocol = protocol };
        configure?.Invoke(options);
        return new KafkaClient(options);
    }

    /// <summary>Makes a topic with a name of its own.</summary>
    public static async Task<string> CreateTopicAsync(KafkaClient client, int partitions)
    {
        var name = $"test-{Guid.NewGuid():N}";
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification(name, partitions)], CancellationToken.None);
        return name;
    }

    /// <summary>Deletes topics, as far as there are such, and waits until they are gone.</summary>
    public static async Task DeleteTopicsAsync(string servers, params string[] topics)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        try
        {
            await admin.DeleteTopicsAsync(topics);
        }
        catch (DeleteTopicsException exception) when (
            exception.Results.TrueForAll(result => result.Error.Code is ErrorCode.NoError or ErrorCode.UnknownTopicOrPart))
        {
            // There was none.
        }

        using var deadline = new CancellationTokenSource(Patience);
        while (admin.GetMetadata(Patience).Topics.Exists(topic => topics.Contains(topic.Topic)))
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
