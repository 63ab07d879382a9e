using Commands.Streams.Interop;
using DispatchProducts;
using DispatchProducts.Warehousing;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Mock;
using Streamiz.Kafka.Net.SerDes;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>The sample's subscriber in Streamiz' own test driver.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DispatchProductsOnStreamizTests
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
        driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).Read().Should().BeEquivalentTo(new
        {
            Key = 12005L,
            Value = new DispatchReceipt(12005, "WH-0000012005"),
            Status = CommandStatus.Completed,
            CorrelationId = "c-1",
        });
    }

    [Test]
    public void Command_without_an_address_is_rejected_and_nothing_is_dispatched()
    {
        using var driver = CreateDriver();

        driver.CreateCommandInput(WarehouseStreams.DispatchProducts).Pipe(12005, new DispatchProduct(""), correlationId: "c-1");

        _output.ToString().Should().BeEmpty();
        var response = driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).Read();
        (response.HasValue, response.Status, response.Error).Should().Be((false, CommandStatus.Rejected, CommandErrors.Invalid));
    }

    [Test]
    public void Command_that_fails_three_times_is_put_aside_byte_for_byte()
    {
        using var driver = CreateDriver();

        driver.CreateCommandInput(WarehouseStreams.DispatchProducts).Pipe(12005, new DispatchProduct(Warehouse.Nowhere), correlationId: "c-1");

        driver.CreateResponseOutput(WarehouseStreams.DispatchReceipts).Read().Error.Should().Be(CommandErrors.HandlerFailed);
        var letter = driver.CreateOutputTopic(WarehouseStreams.DeadLetters, TimeSpan.FromSeconds(1), new ByteArraySerDes(), new StringSerDes()).ReadKeyValue();
        letter.Message.Value.Should().Be("{\"address\":\"nowhere\"}");
        letter.Message.Headers.Select(header => header.Key)
            .Should()
            .Contain([CommandHeaders.CorrelationId, "__streams.errors.message", "kafka_dlt-exception-message"]);
    }

    private TopologyTestDriver CreateDriver()
    {
        var builder = new StreamBuilder();
        builder.AddCommands(WarehouseTopology.Subscribe(new Warehouse(_output, TimeSpan.Zero)));
        return new TopologyTestDriver(builder.Build(), new StreamConfig<ByteArraySerDes, ByteArraySerDes> { ApplicationId = "warehouse" });
    }
}
