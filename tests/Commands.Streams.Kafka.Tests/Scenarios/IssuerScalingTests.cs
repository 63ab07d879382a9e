namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>Issuers of one reply topic come and go.</summary>
public sealed class IssuerScalingTests
{
    private const int Rounds = 50;
    private const int MoreIssuers = 3;
    private const int RequestsEach = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly CommandStream<long, string> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 3);

    [Test]
    public async Task Issuers_scaled_out_and_in_fifty_times_lose_no_response()
    {
        using var cluster = EmbeddedCluster.Start();
        using var kafka = cluster.CreateClient();
        cluster.CreateTopic(Dispatch.Topic, 2);
        cluster.CreateTopic(Receipts.Topic, 3);
        var topology = new CommandTopology<long, string>(Dispatch).Respond(Receipts).ForEach(command => $"to {command.Value}").Build();
        await using var warehouse = new StreamsApplication(topology, new StreamsOptions { ApplicationId = "warehouse" }, kafka);
        await warehouse.StartAsync();
        await using var staying = kafka.CreateCommandClient(Dispatch);
        var outcomes = new List<CommandOutcome<string>>();

        for (var round = 0; round < Rounds; round++)
        {
            var coming = Enumerable.Range(0, MoreIssuers).Select(issuer => ComeAndGoAsync(cluster, issuer)).ToList();
            outcomes.AddRange(await AskAsync(staying, MoreIssuers));
            outcomes.AddRange((await Task.WhenAll(coming)).SelectMany(answers => answers));
        }

        outcomes.Should().HaveCount(Rounds * (MoreIssuers + 1) * RequestsEach).And.AllBeOfType<CommandOutcome<string>.Completed>();
        await warehouse.StopAsync().WaitAsync(Patience);
    }

    private static async Task<CommandOutcome<string>[]> ComeAndGoAsync(EmbeddedCluster cluster, int issuer)
    {
        using var kafka = cluster.CreateClient();
        await using var client = kafka.CreateCommandClient(Dispatch);
        return await AskAsync(client, issuer);
    }

    private static Task<CommandOutcome<string>[]> AskAsync(CommandClient<long, string> client, int issuer) => Task.WhenAll(
        Enumerable.Range(0, RequestsEach).Select(request => client.RequestAsync((issuer * RequestsEach) + request, $"{request}", Receipts, Patience).AsTask()));
}
