using Commands.Streams.Testing;
using DispatchProducts;
using DispatchProducts.Warehousing;

namespace Commands.Streams.SystemTests.Samples;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DispatchProductsTopologyTests
{
    private readonly StringWriter _output = new();

    [TearDown]
    public void CloseOutput() => _output.Dispose();

    [Test]
    public void Command_with_an_address_is_dispatched_and_answered_under_its_key_and_correlation_id()
    {
        using var driver = CreateDriver();

        driver.CreateCommandInput(WarehouseStreams.DispatchProducts).Pipe(12005, new DispatchProduct("2 Roadford Avenue"), correlationId: "c-1");

        _output.ToString().Should().Be($"dispatched 12005 2 Roadford Avenue{Environment.NewLine}");
        var response = driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).Read();
        response.Should().BeEquivalentTo(new
        {
            Key = 12005L,
            Value = new DispatchReceipt(12005, "WH-0000012005"),
            Status = CommandStatus.Completed,
            CorrelationId = "c-1",
        });
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase(null)]
    public void Command_without_an_address_is_rejected_and_nothing_is_dispatched(string? address)
    {
        using var driver = CreateDriver();

        driver.CreateCommandInput(WarehouseStreams.DispatchProducts).Pipe(12005, new DispatchProduct(address), correlationId: "c-1");

        _output.ToString().Should().BeEmpty();
        driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).Read().Should().BeEquivalentTo(new
        {
            Key = 12005L,
            HasValue = false,
            Status = CommandStatus.Rejected,
            Error = CommandErrors.Invalid,
            CorrelationId = "c-1",
        });
    }

    [Test]
    public void Command_that_comes_twice_gets_the_same_tracking_number()
    {
        using var driver = CreateDriver();
        var commands = driver.CreateCommandInput(WarehouseStreams.DispatchProducts);

        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"));
        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"));

        driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).ReadToList().Select(response => response.Value!.TrackingNumber)
            .Should().Equal("WH-0000012005", "WH-0000012005");
    }

    [Test]
    public void Command_that_fails_is_tried_three_times_and_put_aside_with_an_answer()
    {
        using var driver = CreateDriver();

        driver.CreateCommandInput(WarehouseStreams.DispatchProducts).Pipe(12005, new DispatchProduct(Warehouse.Nowhere), correlationId: "c-1");
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(150));
        driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).ReadToList().Should().BeEmpty();
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(150));

        _output.ToString().Should().BeEmpty();
        driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).Read().Should().BeEquivalentTo(new
        {
            Key = 12005L,
            HasValue = false,
            Status = CommandStatus.Failed,
            Error = CommandErrors.HandlerFailed,
            CorrelationId = "c-1",
        });
        var letter = driver.CreateOutputTopic(WarehouseStreams.DeadLetters, Serdes.Int64, Serdes.Json<DispatchProduct>()).ReadRecord();
        (letter.Key, letter.Value).Should().Be((12005L, new DispatchProduct(Warehouse.Nowhere)));
        letter.Headers.LastText("__streams.errors.message").Should().Be("Order 12005 came back: no driver finds the way to 'nowhere'.");
    }

    [Test]
    public void Order_that_is_sent_again_is_answered_without_another_dispatch()
    {
        using var driver = new TopologyTestDriver(WarehouseTopology.Build(new Warehouse(_output, TimeSpan.Zero), deduplicates: true));
        var (commands, id) = (driver.CreateCommandInput(WarehouseStreams.DispatchProducts), CommandId.FromText("order-12005"));

        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"), correlationId: "c-1", commandId: id.Text);
        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"), correlationId: "c-2", commandId: id.Text);

        _output.ToString().Should().Be($"dispatched 12005 2 Roadford Avenue{Environment.NewLine}");
        var responses = driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).ReadToList();
        responses.Select(response => response.CorrelationId?.ToString()).Should().Equal("c-1", "c-2");
        responses[1].Value.Should().Be(responses[0].Value);
    }

    private TopologyTestDriver CreateDriver() => new(WarehouseTopology.Build(new Warehouse(_output, TimeSpan.Zero)));
}
