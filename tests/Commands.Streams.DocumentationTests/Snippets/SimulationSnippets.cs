using Commands.Streams.Testing;

namespace Commands.Streams.DocumentationTests.Snippets;

public class SimulationSnippets
{
    [Test]
    public void Three_instances_of_which_one_crashes_lose_no_command()
    {
        var dispatches = CommandStream.Define("dispatches", Serdes.Int64, Serdes.String, partitions: 6);
        var receipts = ResponseStream.Define("receipts", Serdes.Int64, Serdes.String, partitions: 6);
        var topology = new CommandTopology<long, string>(dispatches).Respond(receipts).ForEach(command => $"sent to {command.Value}").Build();

        // begin: simulation
        var simulation = new Simulation(topology, new SimulationOptions { Seed = 42, Instances = 3, Faults = SimulationFaults.Common });
        for (var order = 0L; order < 100; order++)
        {
            simulation.Write("dispatches", order, "2 Roadford Avenue");
            simulation.Run(TimeSpan.FromMilliseconds(20));
        }

        simulation.Crash(instance: 1);
        simulation.RunToEnd();
        simulation.Read<long, string>("receipts").Select(receipt => receipt.Key).Distinct().Should().HaveCount(100);
        // end: simulation
    }

    [Test]
    public void Many_seeds_lose_no_command()
    {
        var dispatches = CommandStream.Define("dispatches", Serdes.Int64, Serdes.String, partitions: 6);
        var receipts = ResponseStream.Define("receipts", Serdes.Int64, Serdes.String, partitions: 6);
        var topology = new CommandTopology<long, string>(dispatches).Respond(receipts).ForEach(command => $"sent to {command.Value}").Build();

        // begin: simulation-seeds
        Simulation.RunSeeds(20, new SimulationOptions { Faults = SimulationFaults.Common }, options =>
        {
            var simulation = new Simulation(topology, options);
            for (var order = 0L; order < 20; order++)
            {
                simulation.Write("dispatches", order, "2 Roadford Avenue");
            }

            simulation.RunToEnd();
            simulation.Read<long, string>("receipts").Select(receipt => receipt.Key).Distinct().Should().HaveCount(20);
        });
        // end: simulation-seeds
    }

    [Test]
    public void Issuer_runs_beside_the_instances()
    {
        var dispatches = CommandStream.Define("dispatches", Serdes.Int64, Serdes.String, partitions: 6);
        var receipts = ResponseStream.Define("receipts", Serdes.Int64, Serdes.String, partitions: 6);
        var topology = new CommandTopology<long, string>(dispatches).Respond(receipts).ForEach(command => $"sent to {command.Value}").Build();
        var simulation = new Simulation(topology, new SimulationOptions { Seed = 7, Faults = SimulationFaults.Common });
        CommandOutcome<string>? outcome = null;

        // begin: simulation-issuer
        simulation.Start(async () =>
        {
            var options = new CommandClientOptions { TimeProvider = simulation.TimeProvider };
            await using var issuer = simulation.CreateClient().CreateCommandClient(dispatches, options);
            outcome = await issuer.RequestAsync(1, "2 Roadford Avenue", receipts, timeout: TimeSpan.FromMinutes(5));
        });
        simulation.RunToEnd();
        // end: simulation-issuer

        outcome.Should().Be(new CommandOutcome<string>.Completed("sent to 2 Roadford Avenue"));
    }
}
