using System.Reflection;
using Commands.Streams.Kafka;
using Commands.Streams.Records;
using Commands.Streams.SystemTests.Samples;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>What fails on Streamiz ends the process with an exit code other than 0, and is not committed: the next start handles it again.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StreamizFailureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private KafkaClient _client = null!;
    private string _topic = null!;

    [SetUp]
    public async Task MakeTopics()
    {
        _client = RealKafka.Connect();
        _topic = await RealKafka.CreateTopicAsync(_client, 1);
        using var admin = _client.CreateAdmin();
        await admin.CreateTopicsAsync([Small($"{_topic}-receipts")], default);
    }

    [TearDown]
    public void Disconnect() => _client?.Dispose();

    [Test]
    public async Task A_handler_that_throws_ends_the_process_and_its_command_comes_again([Values] ProcessingGuarantee guarantee) =>
        await AssertNotCommittedAsync("fail", guarantee);

    [Test]
    public async Task A_response_that_the_broker_refuses_ends_the_process_and_its_command_comes_again([Values] ProcessingGuarantee guarantee) =>
        await AssertNotCommittedAsync("large", guarantee);

    private static TopicSpecification Small(string topic) =>
        new(topic, 1) { Configuration = new Dictionary<string, string> { ["max.message.bytes"] = "2000" } };

    private async Task AssertNotCommittedAsync(string failing, ProcessingGuarantee guarantee)
    {
        await using (var issuer = _client.CreateCommandClient(CommandStream.Define(_topic, Serdes.Int64, Serdes.String, 1)))
        {
            await issuer.SendAsync(1, "first");
            await issuer.SendAsync(2, failing);
        }

        for (var life = 0; life < 2; life++)
        {
            using var process = new SampleProcess(
                Assembly.Load("Commands.Streams.ChaosHost"), [_client.Description, $"app-{_topic}", _topic, guarantee.ToString(), "streamiz"]);
            await process.UntilAsync($"handled {failing}", Patience);
            (await process.ExitAsync()).Should().NotBe(0);
            process.Errors.Should().Contain($"Streamiz application 'app-{_topic}' failed");
        }
    }
}
