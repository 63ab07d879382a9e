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
        simulation.Cluster.CreateTopic("dispatches", partitions: 6);
        simulation.Cluster.CreateTopic("receipts", partitions: 6);
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
}
