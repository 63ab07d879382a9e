using System.Globalization;
using Commands.Streams.Interop;
using Commands.Streams.Kafka;
using Commands.Streams.Redriving;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>
/// The broker ends at once and comes back again and again while requests are in flight. COMMANDS_STREAMS_CHAOS_RESTARTS sets how often, 4 by default.
/// </summary>
[NonParallelizable]
public sealed class RequestChaosTests
{
    private const int InFlight = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly int Restarts = int.Parse(
        Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS_RESTARTS") ?? "4", CultureInfo.InvariantCulture);

    [Test]
    public async Task Every_request_is_answered_and_exactly_once_every_command_has_one_response()
    {
        if (Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS") != "1")
        {
            Assert.Ignore("COMMANDS_STREAMS_CHAOS is not 1, so processes and brokers are left alone.");
        }

        using var kafka = RealKafka.Connect();
        var commands = CommandStream.Define(await RealKafka.CreateTopicAsync(kafka, 2), Serdes.Int64, Serdes.String, partitions: 2);
        var receipts = ResponseStream.Define(await RealKafka.CreateTopicAsync(kafka, 2), Serdes.Int64, Serdes.String, partitions: 2);
        var topology = new CommandTopology<long, string>(commands).Respond(receipts).ForEach(command => $"to {command.Value}").Build();
        var options = new StreamsOptions { ApplicationId = $"app-{commands.Topic}", Guarantee = ProcessingGuarantee.ExactlyOnce };
        await using var warehouse = new StreamsApplication(topology, options, kafka);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(commands, new CommandClientOptions { SendTimeout = Patience });
        (await client.RequestAsync(0, "first", receipts, Patience)).Should().Be(new CommandOutcome<string>.Completed("to first"));
        using var restarted = new CancellationTokenSource();

        var issuers = Enumerable.Range(1, InFlight).Select(issuer => AskAsync(client, receipts, issuer, restarted.Token)).ToList();
        for (var restart = 0; restart < Restarts; restart++)
        {
            await KafkaTool.RestartNodeAsync(1);
            (await client.RequestAsync(0, "after", receipts, Patience)).Should()
                .Be(new CommandOutcome<string>.Completed("to after"), $"restart {restart} is over");
        }

        await restarted.CancelAsync();
        var answered = (await Task.WhenAll(issuers)).Sum();
        await warehouse.StopAsync().WaitAsync(Patience);

        answered.Should().BeGreaterThanOrEqualTo(InFlight);
        TestContext.Out.WriteLine($"{answered} requests over {Restarts} restarts");
        var responses = await CorrelationIdsAsync(kafka, receipts.Topic);
        responses.Should().OnlyHaveUniqueItems("a read-committed reader sees what ran once").And.HaveCount(answered + Restarts + 1);
    }

    /// <summary>One request after the other.</summary>
    /// <returns>How many were answered, which all must be.</returns>
    private static async Task<int> AskAsync(CommandClient<long, string> client, ResponseStream<long, string> receipts, int issuer, CancellationToken until)
    {
        var answered = 0;
        while (!until.IsCancellationRequested || answered == 0)
        {
            (await client.RequestAsync(issuer, $"{answered}", receipts, Patience, CancellationToken.None)).Should()
                .Be(new CommandOutcome<string>.Completed($"to {answered}"));
            answered++;
        }

        return answered;
    }

    private static async Task<List<string?>> CorrelationIdsAsync(KafkaClient kafka, string topic)
    {
        var ids = new List<string?>();
        await foreach (var response in new DeadLetterTopic(kafka, topic).ReadAsync())
        {
            ids.Add(response.Headers.GetCorrelationId()?.ToString());
        }

        return ids;
    }
}
