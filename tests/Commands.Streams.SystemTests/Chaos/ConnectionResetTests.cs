using System.Collections.Concurrent;
using System.Diagnostics;
using Commands.Streams.Interop;
using Commands.Streams.Kafka;
using Commands.Streams.Redriving;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// Every connection between an exactly-once subscriber, its issuers and the broker is lost again and again. COMMANDS_STREAMS_CHAOS_RESETS sets how
/// often.
/// </summary>
[NonParallelizable]
public sealed class ConnectionResetTests
{
    private const int Issuers = 4;

    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(4);
    private static readonly int Resets = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_RESETS", 20);

    private readonly ConcurrentBag<TimeSpan> _answers = [];

    [Test]
    public async Task Exactly_once_every_answer_comes_within_three_seconds()
    {
        ChaosRun.IgnoreUnlessAsked();
        var port = OwnCluster.Port + 2;
        await using var cluster = await OwnCluster.StartAsync(nodes: 1, $"advertised.listeners=PLAINTEXT://127.0.0.1:{port}");
        using var proxy = await Toxiproxy.StartAsync(OwnCluster.Port + 3, port, OwnCluster.Port);
        using var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = $"127.0.0.1:{port}" });
        var commands = CommandStream.Define(await RealKafka.CreateTopicAsync(kafka, 2), Serdes.Int64, Serdes.String, partitions: 2);
        var receipts = ResponseStream.Define(await RealKafka.CreateTopicAsync(kafka, 2), Serdes.Int64, Serdes.String, partitions: 2);
        var topology = new CommandTopology<long, string>(commands).Respond(receipts).ForEach(command => $"to {command.Value}").Build();
        using var log = new LineLog();
        await using var warehouse = new StreamsApplication(
            topology, new StreamsOptions { ApplicationId = $"app-{commands.Topic}", Guarantee = ProcessingGuarantee.ExactlyOnce, LoggerFactory = log }, kafka);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(commands);
        (await client.RequestAsync(0, "first", receipts, ChaosRun.Patience)).Should().Be(new CommandOutcome<string>.Completed("to first"));
        using var over = new CancellationTokenSource();

        var issuers = Enumerable.Range(1, Issuers).Select(issuer => AskAsync(client, receipts, issuer, over.Token)).ToList();
        for (var reset = 0; reset < Resets; reset++)
        {
            await Task.Delay(Between);
            var away = TimeSpan.FromMilliseconds(reset % 4 * 300);
            await (reset % 2 == 0 ? proxy.ResetAsync(away) : proxy.CutAsync(away));
        }

        await Task.Delay(Between);
        await over.CancelAsync();
        var answered = (await Task.WhenAll(issuers)).Sum();
        await warehouse.StopAsync().WaitAsync(ChaosRun.Patience);

        TestContext.Out.WriteLine(
            $"{answered} requests over {Resets} resets, the slowest answers after {string.Join(", ", _answers.OrderDescending().Take(5))}");
        var ids = new List<string?>();
        await foreach (var response in new DeadLetterTopic(kafka, receipts.Topic).ReadAsync())
        {
            ids.Add(response.Headers.GetCorrelationId()?.ToString());
        }

        ids.Should().OnlyHaveUniqueItems().And.HaveCount(answered + 1);
        _answers.Max().Should().BeLessThan(Slowest, string.Join(Environment.NewLine, log.Lines.TakeLast(40)));
    }

    private async Task<int> AskAsync(CommandClient<long, string> client, ResponseStream<long, string> receipts, int issuer, CancellationToken until)
    {
        var answered = 0;
        for (; !until.IsCancellationRequested; answered++)
        {
            var begin = Stopwatch.GetTimestamp();
            (await client.RequestAsync(issuer, $"{answered}", receipts, ChaosRun.Patience, CancellationToken.None)).Should()
                .Be(new CommandOutcome<string>.Completed($"to {answered}"));
            _answers.Add(Stopwatch.GetElapsedTime(begin));
        }

        return answered;
    }
}
