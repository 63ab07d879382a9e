using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

/// <summary>Subscribers that fail, retry and give up.</summary>
public class FailureSnippets
{
    private readonly Warehouse _warehouse = new();

    [Test]
    public void A_subscriber_retries_and_gives_up()
    {
        var topology = Describe(command => command.Value.Address == "nowhere" ? throw new HttpRequestException("No route.") : _warehouse);

        // begin: failure-test
        using var driver = new TopologyTestDriver(topology);
        var commands = driver.CreateCommandInput(DispatchProducts);
        var responses = driver.CreateResponseOutput(DispatchReceipts);
        var deadLetters = driver.CreateOutputTopic("dispatch_products-dlt", DispatchProducts.KeySerde, DispatchProducts.ValueSerde);

        commands.Pipe(12005, new DispatchProduct("nowhere"), correlationId: "c-1");
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(300));

        responses.Read().Status.Should().Be(CommandStatus.Failed);
        deadLetters.ReadRecord().Headers.LastText(DeadLetterHeaders.Message).Should().Be("No route.");
        // end: failure-test
    }

    [Test]
    public void A_handler_refuses_and_fails_in_its_own_words()
    {
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts).Respond(DispatchReceipts).DeadLetterTo("dispatch_products-dlt")
            .ForEach(command => Dispatch(command)).Build();
        using var driver = new TopologyTestDriver(topology);
        var commands = driver.CreateCommandInput(DispatchProducts);
        var responses = driver.CreateResponseOutput(DispatchReceipts);

        commands.Pipe(1, new DispatchProduct(""));
        commands.Pipe(2, new DispatchProduct("Mars"));

        responses.Read().Status.Should().Be(CommandStatus.Rejected);
        responses.Read().Status.Should().Be(CommandStatus.Failed);
    }

    [Test]
    public void A_subscriber_keeps_time()
    {
        // begin: deadlines
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .HandlerTimeout(TimeSpan.FromSeconds(10))
            .DeadlineTolerance(TimeSpan.FromSeconds(5))
            .OnExpired(CommandExpiry.Reject)
            .ForEach(async (command, cancellationToken) =>
                new DispatchReceipt(command.Key, await _warehouse.DispatchAsync(command.Key, command.Value, cancellationToken)))
            .Build();
        // end: deadlines

        using var driver = new TopologyTestDriver(topology);
        driver.CreateInputTopic(DispatchProducts.Topic, DispatchProducts.KeySerde, DispatchProducts.ValueSerde)
            .Pipe(12005, new DispatchProduct("2 Roadford Avenue"), Headers.Empty.Add(CommandHeaders.Deadline, "1000"));
        driver.CreateResponseOutput(DispatchReceipts).Read().Status.Should().Be(CommandStatus.Rejected);
    }

    private static Topology Describe(Func<Command<long, DispatchProduct>, Warehouse> find)
    {
        // begin: retry
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .Validate(command => command.Value.Address.Length > 200 ? "The address is longer than 200 characters." : null)
            .Retry(attempts: 3, Backoff.Exponential(TimeSpan.FromMilliseconds(100)).WithJitter())
            .NotRetrying<FormatException>()
            .DeadLetterTo("dispatch_products-dlt")
            .Concurrency(100)
            .ForEach(async (command, cancellationToken) =>
            {
                var trackingNumber = await find(command).DispatchAsync(command.Key, command.Value, cancellationToken);
                return new DispatchReceipt(command.Key, trackingNumber);
            })
            .Build();
        // end: retry
        return topology;
    }

    // begin: own-words
    private static DispatchReceipt Dispatch(Command<long, DispatchProduct> command) => command.Value.Address switch
    {
        "" => throw new CommandRejectedException("no-address", "A product cannot be dispatched without an address."),
        "Mars" => throw new CommandFailedException("no-flight", "The next flight leaves in 26 months.", retryable: true),
        _ => new DispatchReceipt(command.Key, $"T-{command.Key}"),
    };
    // end: own-words
}
