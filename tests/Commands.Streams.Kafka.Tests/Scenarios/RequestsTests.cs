using Commands.Streams.Interop;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>Requests and their responses, over Kafka's protocol.</summary>
public sealed class RequestsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly CommandStream<long, string> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 3);

    private EmbeddedCluster _cluster = null!;
    private KafkaClient _kafka = null!;

    [SetUp]
    public async Task Start()
    {
        _cluster = EmbeddedCluster.Start();
        _kafka = _cluster.CreateClient();
        using var admin = _kafka.CreateAdmin();
        await admin.CreateTopicsAsync([Dispatch.Specification, Receipts.Specification], CancellationToken.None);
    }

    [TearDown]
    public void Stop()
    {
        _kafka.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public async Task Request_is_answered_with_the_handlers_result_or_its_refusal()
    {
        await using var warehouse = await RunWarehouse();
        await using var client = _kafka.CreateCommandClient(Dispatch);

        (await client.RequestAsync(12005, "2 Roadford Avenue", Receipts, Patience))
            .Should().Be(new CommandOutcome<string>.Completed("to 2 Roadford Avenue"));
        (await client.RequestAsync(12005, "", Receipts, Patience))
            .Should().Be(new CommandOutcome<string>.Rejected("invalid", "The address is empty."));
    }

    [Test]
    public async Task Request_that_nobody_handles_ends_unknown_and_is_not_waited_for_longer()
    {
        await using var client = _kafka.CreateCommandClient(Dispatch);

        (await client.RequestAsync(1, "a", Receipts, TimeSpan.FromSeconds(2)).AsTask().WaitAsync(Patience))
            .Should().Be(new CommandOutcome<string>.Unknown(UnknownReason.Timeout));
    }

    [Test]
    public async Task Issuer_hears_that_its_command_was_taken_up_before_it_is_answered()
    {
        var takenUp = new TaskCompletionSource<CorrelationId>(TaskCreationOptions.RunContinuationsAsynchronously);
        var subscriber = new CommandTopology<long, string>(Dispatch).Respond(Receipts).SendAccepted().ForEach(async (command, stopping) =>
        {
            await takenUp.Task.WaitAsync(Patience, stopping);
            return $"to {command.Value}";
        });
        await using var warehouse = new StreamsApplication(subscriber.Build(), new StreamsOptions { ApplicationId = "warehouse" }, _kafka);
        await warehouse.StartAsync();
        await using var client = _kafka.CreateCommandClient(Dispatch, new CommandClientOptions { OnAccepted = takenUp.SetResult });

        var outcome = await client.RequestAsync(1, "a", Receipts, Patience, new CommandOptions { CorrelationId = CorrelationId.FromText("c-1") });

        outcome.Should().Be(new CommandOutcome<string>.Completed("to a"));
        (await takenUp.Task).Should().Be(CorrelationId.FromText("c-1"));
    }

    [Test]
    public async Task A_hundred_issuers_that_ask_at_once_from_cold_lose_no_response()
    {
        await using var warehouse = await RunWarehouse();
        var issuers = Enumerable.Range(0, 100).Select(number => Ask(number)).ToList();

        var outcomes = await Task.WhenAll(issuers);

        outcomes.Should().AllBeOfType<CommandOutcome<string>.Completed>();
        outcomes.OfType<CommandOutcome<string>.Completed>().Select(completed => completed.Response)
            .Should().Equal(Enumerable.Range(0, 100).Select(number => $"to {number} Streetford Road"));
    }

    [Test]
    public async Task Thousand_requests_in_flight_get_their_own_responses()
    {
        await using var warehouse = await RunWarehouse();
        await using var client = _kafka.CreateCommandClient(Dispatch);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => client
            .RequestAsync(number, $"{number}", Receipts, Patience).AsTask()));

        outcomes.Should().Equal(Enumerable.Range(0, 1000).Select(number => new CommandOutcome<string>.Completed($"to {number}")));
    }

    [TestCase("Spring")]
    [TestCase("SmallRye")]
    [TestCase("NestJs")]
    public async Task Subscriber_answers_in_the_dialect_of_the_issuer(string dialect)
    {
        _cluster.CreateTopic("dispatch_receipts.mine", 4);
        await using var warehouse = await RunWarehouse();
        await using var client = _kafka.CreateCommandClient(Dispatch, new CommandClientOptions
        {
            Profile = dialect switch
            {
                "Spring" => CommandProfile.Spring,
                "SmallRye" => CommandProfile.SmallRye,
                _ => CommandProfile.NestJs,
            },
            ReplyTopic = "dispatch_receipts.mine",
            ReplyPartition = 3,
        });

        (await client.RequestAsync(1, "a", Receipts, Patience)).Should().Be(new CommandOutcome<string>.Completed("to a"));
    }

    private async Task<CommandOutcome<string>> Ask(int number)
    {
        // A client of the cluster each: as many readers that start while the first responses are written.
        using var kafka = _cluster.CreateClient();
        await using var client = kafka.CreateCommandClient(Dispatch);
        return await client.RequestAsync(number, $"{number} Streetford Road", Receipts, Patience);
    }

    private async Task<StreamsApplication> RunWarehouse()
    {
        var topology = new CommandTopology<long, string>(Dispatch)
            .Respond(Receipts)
            .ForEach(command => command.Value.Length > 0
                ? $"to {command.Value}"
                : throw new CommandRejectedException(CommandErrors.Invalid, "The address is empty."))
            .Build();
        var application = new StreamsApplication(topology, new StreamsOptions { ApplicationId = "warehouse" }, _kafka);
        await application.StartAsync();
        return application;
    }
}
