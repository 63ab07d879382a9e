using System.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Kafka;
using Commands.Streams.Records;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>What issuers and applications hear when the cluster does not accept them: the cause, at once, and that nothing was sent.</summary>
[NonParallelizable]
public sealed class RefusedClientTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private SecuredCluster _cluster = null!;

    public enum Client
    {
        WrongPassword,
        UnknownCertificate,
    }

    [OneTimeSetUp]
    public async Task Start() => _cluster = await SecuredCluster.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Test]
    public async Task Command_of_a_client_that_is_not_accepted_is_not_sent_and_the_cause_is_named([Values] Client kind)
    {
        using var kafka = Connect(kind);
        await using var client = kafka.CreateCommandClient(CommandStream.Define("orders", Serdes.String, Serdes.String, partitions: 1));
        var begin = Stopwatch.GetTimestamp();

        var refused = (await client.Awaiting(it => it.SendAsync("key", "order")).Should().ThrowAsync<CommandNotSentException>()).Which;

        refused.Reason.Should().Be(NotSentReason.DeliveryFailed);
        refused.Message.Should().Contain("Command").And.Contain(CauseOf(kind));
        Stopwatch.GetElapsedTime(begin).Should().BeLessThan(Soon);
    }

    [Test]
    public async Task Request_of_a_client_that_is_not_accepted_is_not_sent_and_the_cause_is_named([Values] Client kind)
    {
        using var kafka = Connect(kind);
        var commands = CommandStream.Define("orders", Serdes.String, Serdes.String, partitions: 1);
        await using var client = kafka.CreateCommandClient(commands);
        var responses = ResponseStream.Define("replies", Serdes.String, Serdes.String, partitions: 1);

        var outcome = await client.RequestAsync("key", "order", responses, Soon);

        outcome.Should().BeOfType<CommandOutcome<string>.NotSent>().Which.Message.Should().Contain(CauseOf(kind));
    }

    [Test]
    public async Task Application_that_is_not_accepted_fails_at_start_and_names_the_cause([Values] Client kind)
    {
        using var kafka = Connect(kind);
        await using var application = new StreamsApplication(Topology(), new StreamsOptions { ApplicationId = "refused" }, kafka);
        var begin = Stopwatch.GetTimestamp();

        (await application.Awaiting(it => it.StartAsync()).Should().ThrowAsync<ClientException>()).Which.Message.Should().Contain(CauseOf(kind));

        Stopwatch.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Test]
    public async Task Application_without_security_on_a_secured_listener_hears_what_happens_and_which_option_to_look_at()
    {
        using var kafka = SecuredCluster.ConnectWithoutPassword();
        await using var application = new StreamsApplication(Topology(), new StreamsOptions { ApplicationId = "refused", StartTimeout = TimeSpan.Zero }, kafka);

        (await application.Awaiting(it => it.StartAsync()).Should().ThrowAsync<ClientException>()).Which.Message
            .Should().Contain("security.protocol").And.Contain("connection closed by peer");
    }

    [Test]
    public async Task Client_without_the_right_to_write_is_told_so_and_sends_nothing()
    {
        await CreateAsync("guarded");
        using var kafka = SecuredCluster.ConnectAs("guest", SecuredCluster.Password);
        await using var client = kafka.CreateCommandClient(CommandStream.Define("guarded", Serdes.String, Serdes.String, partitions: 1));

        var refused = (await client.Awaiting(it => it.SendAsync("key", "order")).Should().ThrowAsync<CommandNotSentException>()).Which;

        refused.Message.Should().Contain("authoriz");
    }

    [Test]
    public async Task Client_that_is_accepted_sends()
    {
        await CreateAsync("open");
        var commands = CommandStream.Define("open", Serdes.String, Serdes.String, partitions: 1);
        using var named = SecuredCluster.ConnectAs("admin", SecuredCluster.Password);
        await using var client = named.CreateCommandClient(commands);
        (await client.SendAsync("key", "order")).Should().NotBeNull();
    }

    private static async Task CreateAsync(string topic)
    {
        using var kafka = SecuredCluster.ConnectAs("admin", SecuredCluster.Password);
        using var admin = kafka.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification(topic, 1)], CancellationToken.None);
    }

    private static Topology Topology()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("orders").ForEach((_, _) => { });
        return builder.Build();
    }

    private static string CauseOf(Client kind) => kind == Client.WrongPassword ? "Invalid username or password" : "certificate verify failed";

    private KafkaClient Connect(Client kind) =>
        kind == Client.WrongPassword ? SecuredCluster.ConnectAs("admin", "wrong") : _cluster.ConnectEncrypted(trusts: false);
}
