using Commands.Streams.Testing;

namespace TestingSample;

/// <summary>Three instances in virtual time, with whatever goes wrong in production. A failure names the seed that repeats it.</summary>
public sealed class WarehouseSimulationTests
{
    [Test]
    public void No_command_is_lost() =>
        Simulation.RunSeeds(10, new SimulationOptions { Instances = 3, Faults = SimulationFaults.Common }, options =>
        {
            var topology = Warehouse.Build((orderId, _, _) => ValueTask.FromResult($"T-{orderId}"));
            var simulation = new Simulation(topology, options);
            for (var orderId = 0L; orderId < 20; orderId++)
            {
                simulation.Write("dispatches", orderId, "2 Roadford Avenue");
                simulation.Run(TimeSpan.FromMilliseconds(20));
            }

            simulation.Crash(instance: 1);
            simulation.RunToEnd();

            Assert.That(simulation.Read<long, string>("receipts").Select(receipt => receipt.Key).Distinct().Count(), Is.EqualTo(20));
        });
}
