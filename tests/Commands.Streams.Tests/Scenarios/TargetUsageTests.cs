using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

public sealed class TargetUsageTests
{
    private sealed record DispatchProduct(string Address);

    private sealed record DispatchReceipt(string TrackingNumber);

    private static readonly CommandStream<long, DispatchProduct> DispatchProducts =
        CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Json<DispatchProduct>(), partitions: 2);

    private static readonly ResponseStream<long, DispatchReceipt> DispatchReceipts =
        ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Json<DispatchReceipt>(), partitions: 2);

    [Test]
    public void Subscriber_without_responses_reads_as_designed()
    {
        var dispatched = new List<string>();
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .ForEach(async (command, ct) => dispatched.Add(await DispatchAsync(command.Key, command.Value, ct)))
            .Build();

        using var driver = new TopologyTestDriver(topology);
        driver.CreateInputTopic(DispatchProducts.Topic, DispatchProducts.KeySerde, DispatchProducts.ValueSerde).Pipe(12005, new("2 Roadford Avenue"));

        dispatched.Should().Equal("12005 to 2 Roadford Avenue");
    }

    [Test]
    public void Subscriber_with_responses_reads_as_designed()
    {
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .Concurrency(100)
            .ForEach(async (command, ct) => new DispatchReceipt(await DispatchAsync(command.Key, command.Value, ct)))
            .Build();

        using var driver = new TopologyTestDriver(topology);
        driver.CreateInputTopic(DispatchProducts.Topic, DispatchProducts.KeySerde, DispatchProducts.ValueSerde)
            .Pipe(12005, new("2 Roadford Avenue"), Warehouse.Correlated("c-1"));

        driver.CreateOutputTopic<long, string>(DispatchReceipts.Topic).ReadKeyValue()
            .Should().Be((12005L, """{"trackingNumber":"12005 to 2 Roadford Avenue"}"""));
    }

    private static Task<string> DispatchAsync(long orderId, DispatchProduct command, CancellationToken cancellationToken) =>
        Task.FromResult($"{orderId} to {command.Address}");
}
