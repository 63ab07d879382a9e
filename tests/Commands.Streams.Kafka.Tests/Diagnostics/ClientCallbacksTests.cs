using Commands.Streams.Clients;
using Commands.Streams.Kafka.Tests.Groups;
using Commands.Streams.Kafka.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Kafka.Tests.Diagnostics;

public sealed class ClientCallbacksTests
{
    [Test]
    public async Task Log_lines_of_a_producer_come_with_its_name_and_severity()
    {
        var log = new LogLines();
        using var client = new KafkaClient(new KafkaOptions { BootstrapServers = "127.0.0.1:1", LoggerFactory = log, Client = { Debug = "broker" } });

        using IStreamProducer producer = client.CreateProducer(new ProducerSettings { ClientId = "writer-7" });
        await log.WaitForAsync(text => text.StartsWith("writer-7: ") && text.Contains("BROKER"));

        log.Lines.Should().Contain(line => line.Level == LogLevel.Debug && line.Category == "Commands.Streams.Kafka.Client");
    }

    [Test]
    public async Task Errors_of_a_producer_are_warnings_with_their_code()
    {
        var log = new LogLines();
        using var client = new KafkaClient(new KafkaOptions { BootstrapServers = "127.0.0.1:1", LoggerFactory = log });
        using IStreamProducer producer = client.CreateProducer(new ProducerSettings { ClientId = "writer-7" });

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!log.Lines.Any(line => line.Text.Contains("(_TRANSPORT)")))
        {
            deadline.Token.ThrowIfCancellationRequested();
            producer.WaitForRoom(TimeSpan.FromMilliseconds(50));
        }

        log.Lines.Should().Contain(line => line.Level == LogLevel.Warning && line.Text.Contains("refused") && line.Text.StartsWith("writer-7: "));
    }

    [Test]
    public void Statistics_of_a_consumer_are_heard()
    {
        string? heard = null;
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("a", 1);
        using KafkaClient client = cluster.CreateClient(options =>
        {
            options.Client.StatisticsIntervalMs = 50;
            options.OnStatistics = json => heard = json;
        });

        using var member = new Member(client, "g", "a");
        Member.PollUntil(() => heard is not null, member);

        heard.Should().StartWith("{").And.Contain("\"client_id\": \"member\"");
    }

    [Test]
    public async Task Token_provider_is_asked_by_producer_and_consumer_off_the_callers_thread()
    {
        int caller = Environment.CurrentManagedThreadId;
        var threads = new System.Collections.Concurrent.ConcurrentBag<int>();
        using var asked = new CountdownEvent(2);
        using var client = new KafkaClient(KafkaOptionsTokenTests.OptionsWith(async _ =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Yield();
            asked.Signal();

            // librdkafka judges it by the real clock.
            return new BearerToken("token", DateTimeOffset.UtcNow.AddHours(1), "alice", new Dictionary<string, string> { ["scope"] = "all" });
        }));

        using IStreamProducer producer = client.CreateProducer(new ProducerSettings { ClientId = "writer" });
        using IStreamConsumer consumer = client.CreateConsumer(new ConsumerSettings { GroupId = "g", ClientId = "reader", Wake = () => { } });

        (await Task.Run(() => asked.Wait(TimeSpan.FromSeconds(10)))).Should().BeTrue();
        threads.Should().NotContain(caller);
    }

    [Test]
    public async Task Failure_of_the_token_provider_is_logged()
    {
        var log = new LogLines();
        KafkaOptions options = KafkaOptionsTokenTests.OptionsWith(_ => throw new InvalidOperationException("the vault is sealed"));
        options.LoggerFactory = log;
        using var client = new KafkaClient(options);

        using IStreamProducer producer = client.CreateProducer(new ProducerSettings { ClientId = "writer" });
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!log.Lines.Any(line => line.Text.Contains("the vault is sealed")))
        {
            deadline.Token.ThrowIfCancellationRequested();
            producer.WaitForRoom(TimeSpan.FromMilliseconds(50));
        }

        await log.WaitForAsync(text => text.Contains("(_AUTHENTICATION)"));
    }
}
