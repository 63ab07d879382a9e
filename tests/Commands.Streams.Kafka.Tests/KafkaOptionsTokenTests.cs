using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests;

public sealed class KafkaOptionsTokenTests
{
    [Test]
    public async Task Token_provider_is_asked_before_the_administrator_connects()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new KafkaClient(OptionsWith(_ =>
        {
            asked.TrySetResult();

            return Task.FromResult(new BearerToken("token", DateTimeOffset.UtcNow.AddHours(1), "alice")); // librdkafka judges it by the real clock
        }));

        using ITopicAdmin admin = client.CreateAdmin();

        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Failure_of_the_token_provider_is_in_the_sentence()
    {
        using var client = new KafkaClient(OptionsWith(_ => throw new InvalidOperationException("the vault is sealed")));
        using ITopicAdmin admin = client.CreateAdmin();

        await admin.Awaiting(a => a.ListTopicsAsync(default)).Should().ThrowAsync<ClientException>().WithMessage("*the vault is sealed*");
    }

    internal static KafkaOptions OptionsWith(BearerTokenProvider provider) => new()
    {
        BootstrapServers = "127.0.0.1:1",
        Client = { SecurityProtocol = SecurityProtocol.SaslPlaintext, SaslMechanism = SaslMechanism.OAuthBearer },
        AdminTimeout = TimeSpan.FromSeconds(1),
        TokenProvider = provider,
    };
}
