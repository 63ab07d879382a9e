using System.Diagnostics;
using System.Globalization;
using Commands.Streams.Interop;
using Commands.Streams.Kafka;
using Commands.Streams.Redriving;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>
/// Workers and standbys stay idle for longer than the broker remembers their transactional ids; the first command afterwards goes through all the same.
/// The broker must forget within seconds: start it with transactional.id.expiration.ms=8000 and
/// transaction.remove.expired.transaction.cleanup.interval.ms=1000. COMMANDS_STREAMS_CHAOS_CYCLES sets how often, 3 by default.
/// </summary>
[NonParallelizable]
public sealed class IdleExpiryTests
{
    private const string Expiration = "transactional.id.expiration.ms";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestExpiration = TimeSpan.FromSeconds(60);

    private static readonly int Cycles = int.Parse(
        Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS_CYCLES") ?? "3", CultureInfo.InvariantCulture);

    private readonly LineLog _log = new();
    private KafkaClient _kafka = null!;
    private CommandStream<long, string> _commands = null!;
    private ResponseStream<long, string> _receipts = null!;
    private TimeSpan _idle;

    [SetUp]
    public async Task Connect()
    {
        if (Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS") != "1")
        {
            Assert.Ignore("COMMANDS_STREAMS_CHAOS is not 1, so nothing waits for a broker to forget.");
        }

        _kafka = RealKafka.Connect();
        _idle = await ExpirationAsync() * 1.5;
        _commands = CommandStream.Define(await RealKafka.CreateTopicAsync(_kafka, 2), Serdes.Int64, Serdes.String, partitions: 2);
        _receipts = ResponseStream.Define(await RealKafka.CreateTopicAsync(_kafka, 2), Serdes.Int64, Serdes.String, partitions: 2);
    }

    [TearDown]
    public void Disconnect() => _kafka?.Dispose();

    [Test]
    public async Task First_command_after_an_idle_time_goes_through()
    {
        await using var warehouse = await StartAsync();
        await using var client = _kafka.CreateCommandClient(_commands, new CommandClientOptions { SendTimeout = Patience });
        await AskAsync(client, 0);
        var slowest = TimeSpan.Zero;
        for (var cycle = 1; cycle <= Cycles; cycle++)
        {
            await Task.Delay(_idle);
            slowest = Max(slowest, await AskAsync(client, cycle));
            warehouse.State.Should().Be(ApplicationState.Running, $"cycle {cycle} is over");
        }

        TestContext.Out.WriteLine($"{Cycles} cycles of {_idle}, the slowest answer after {slowest}, {Renewals()} new producers");
        await warehouse.StopAsync().WaitAsync(Patience);
        Renewals().Should().BeGreaterThan(0, "the broker must have forgotten the producer");
        _log.Lines.Count(line => line.Contains("was assigned")).Should().Be(1, "the group must not be told");
        (await AnswersAsync()).Should().Be(Cycles + 1);
    }

    [Test]
    public async Task First_command_that_an_idle_standby_takes_over_goes_through()
    {
        var active = await StartAsync();
        await using var client = _kafka.CreateCommandClient(_commands, new CommandClientOptions { SendTimeout = Patience });
        await AskAsync(client, 0);
        var slowest = TimeSpan.Zero;
        for (var cycle = 1; cycle <= Cycles; cycle++)
        {
            // One worker more than there are partitions: somebody stands by without ever having begun a transaction.
            var standby = await StartAsync(workers: 3);
            await Task.Delay(_idle);
            await active.StopAsync().WaitAsync(Patience);
            slowest = Max(slowest, await AskAsync(client, cycle));
            standby.State.Should().NotBe(ApplicationState.Error, $"cycle {cycle} is over");
            active = standby;
        }

        TestContext.Out.WriteLine($"{Cycles} cycles of {_idle}, the slowest answer after {slowest}, {Renewals()} new producers");
        await active.StopAsync().WaitAsync(Patience);
        (await AnswersAsync()).Should().Be(Cycles + 1);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private int Renewals() => _log.Lines.Count(line => line.Contains("creates a new producer"));

    private async Task<StreamsApplication> StartAsync(int workers = 1)
    {
        var topology = new CommandTopology<long, string>(_commands).Respond(_receipts).ForEach(command => $"to {command.Value}").Build();
        var application = new StreamsApplication(
            topology,
            new StreamsOptions
            {
                ApplicationId = $"app-{_commands.Topic}",
                Guarantee = ProcessingGuarantee.ExactlyOnce,
                Workers = workers,
                LoggerFactory = _log,
            },
            _kafka);
        await application.StartAsync();
        return application;
    }

    private async Task<TimeSpan> AskAsync(CommandClient<long, string> client, int number)
    {
        var began = Stopwatch.GetTimestamp();
        var outcome = await client.RequestAsync(number, $"{number}", _receipts, Patience);
        outcome.Should()
            .Be(new CommandOutcome<string>.Completed($"to {number}"), $"request {number}; the log says: {string.Join(Environment.NewLine, _log.Lines)}");
        return Stopwatch.GetElapsedTime(began);
    }

    private async Task<int> AnswersAsync()
    {
        var ids = new HashSet<string?>();
        var answers = 0;
        await foreach (var answer in new DeadLetterTopic(_kafka, _receipts.Topic).ReadAsync())
        {
            answers++;
            ids.Add(answer.Headers.GetCorrelationId()?.ToString()).Should().BeTrue("no command is answered twice");
        }

        return answers;
    }

    private static async Task<TimeSpan> ExpirationAsync()
    {
        using var admin = new AdminClientBuilder(
            new AdminClientConfig { BootstrapServers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA") }).Build();
        var broker = admin.GetMetadata(Patience).Brokers[0].BrokerId;
        var described = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Broker, Name = $"{broker}" }]);
        var expiration = TimeSpan.FromMilliseconds(long.Parse(described[0].Entries[Expiration].Value, CultureInfo.InvariantCulture));
        if (expiration > LongestExpiration)
        {
            Assert.Ignore($"The broker forgets transactional ids after {expiration}. Start one with --set {Expiration}=8000.");
        }

        return expiration;
    }
}
