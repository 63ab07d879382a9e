using Commands.Streams.Testing;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

/// <summary>Subscribers that try again after long delays.</summary>
public class RetryTopicSnippets
{
    private readonly Warehouse _warehouse = new();

    [Test]
    public void Commands_wait_in_retry_topics()
    {
        // begin: retry-later
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .Retry(attempts: 3, Backoff.Exponential(TimeSpan.FromMilliseconds(100)))
            .RetryLater(RetryOrder.Strict, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10))
            .DeadLetterTo("dispatch_products-dlt")
            .ForEach(async (command, cancellationToken) =>
                new DispatchReceipt(command.Key, await _warehouse.DispatchAsync(command.Key, command.Value, cancellationToken)))
            .Build();
        // end: retry-later

        topology.Describe().ToString().Should().Contain("dispatch_products-retry-2");
    }

    [Test]
    public void Later_commands_of_the_key_wait_too()
    {
        var handled = new List<string>();
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts).RetryLater(RetryOrder.Strict, TimeSpan.FromMinutes(1)).ForEach(command =>
        {
            handled.Add($"{command.Value.Address} #{command.Attempt}");
            if (command.Value.Address == "closed" && command.Attempt == 1)
            {
                throw new HttpRequestException("The gate is closed.");
            }
        }).Build();

        // begin: retry-later-test
        using var driver = new TopologyTestDriver(topology);
        var commands = driver.CreateCommandInput(DispatchProducts);

        commands.Pipe(12005, new DispatchProduct("closed"));
        commands.Pipe(12005, new DispatchProduct("open"));
        handled.Should().Equal("closed #1");
        driver.AdvanceWallClock(TimeSpan.FromMinutes(1));

        handled.Should().Equal("closed #1", "closed #2", "open #1");
        // end: retry-later-test
    }

    [Test]
    public void Nothing_that_waits_is_lost_or_overtaken_by_a_crash()
    {
        var dispatches = CommandStream.Define("dispatches", Serdes.Int64, Serdes.String, partitions: 6);
        var receipts = ResponseStream.Define("receipts", Serdes.Int64, Serdes.String, partitions: 6);
        var topology = new CommandTopology<long, string>(dispatches).Respond(receipts).RetryLater(RetryOrder.Strict, TimeSpan.FromSeconds(30))
            .ForEach(command => command.Attempt == 1 && command.Value == "closed" ? throw new HttpRequestException("The gate is closed.") : command.Value)
            .Build();

        // begin: retry-later-simulation
        Simulation.RunSeeds(20, new SimulationOptions { Instances = 2, Faults = SimulationFaults.Common }, options =>
        {
            var simulation = new Simulation(topology, options);
            for (var order = 0L; order < 10; order++)
            {
                simulation.Write("dispatches", order, "closed");
                simulation.Write("dispatches", order, "open");
            }

            simulation.Run(TimeSpan.FromSeconds(10));
            simulation.Crash(instance: 0);
            simulation.RunToEnd();
            foreach (var order in simulation.Read<long, string>("receipts").GroupBy(receipt => receipt.Key))
            {
                order.Select(receipt => receipt.Value).Distinct().Should().Equal("closed", "open");
            }
        });
        // end: retry-later-simulation
    }
}
