using Commands.Streams.Testing;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

public class FirstSnippets
{
    [Test]
    public void The_shortest_form_dispatches_a_product()
    {
        var warehouse = new Warehouse();

        // begin: shortest
        var builder = new StreamsBuilder();
        builder.Stream("dispatch_products", Consumed.With(Serdes.Int64, Serdes.Json<DispatchProduct>()))
            .ForEach((orderId, command) => warehouse.DispatchProduct(orderId, command));
        Topology topology = builder.Build();
        // end: shortest

        using var driver = new TopologyTestDriver(topology);
        var commands = driver.CreateInputTopic("dispatch_products", Serdes.Int64, Serdes.Json<DispatchProduct>());
        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"));
        warehouse.Dispatched.Should().Equal((12005, "2 Roadford Avenue"));
    }

    [Test]
    public void The_builder_answers()
    {
        var warehouse = new Warehouse();

        Topology topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .Concurrency(100)
            .ForEach(async (command, cancellationToken) =>
            {
                var trackingNumber = await warehouse.DispatchAsync(command.Key, command.Value, cancellationToken);
                return new DispatchReceipt(command.Key, trackingNumber);
            })
            .Build();

        // begin: test
        using var driver = new TopologyTestDriver(topology);
        var commands = driver.CreateCommandInput(DispatchProducts);
        var responses = driver.CreateResponseOutput(DispatchReceipts);

        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"), correlationId: "c-1");

        responses.Read().Value.Should().Be(new DispatchReceipt(12005, "T-12005"));
        // end: test
    }
}
