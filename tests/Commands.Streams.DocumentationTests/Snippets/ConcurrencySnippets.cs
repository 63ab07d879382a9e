using Commands.Streams.Testing;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

public class ConcurrencySnippets
{
    [Test]
    public void A_subscriber_finds_its_concurrency()
    {
        var warehouse = new Warehouse();

        // begin: adaptive
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .AdaptiveConcurrency(minimum: 5, maximum: 500)
            .ForEach((command, cancellationToken) => warehouse.CarryAsync(command.Key, command.Value, cancellationToken))
            .Build();
        // end: adaptive

        using var driver = new TopologyTestDriver(topology);
        driver.CreateCommandInput(DispatchProducts).Pipe(12005, new DispatchProduct("2 Roadford Avenue"));
        warehouse.Dispatched.Should().Equal((12005, "2 Roadford Avenue"));
    }
}
