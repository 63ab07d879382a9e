using Commands.Streams.Errors;

namespace Commands.Streams.Testing.Tests;

public sealed class AddedPartitionsTests
{
    private const int Records = 60;

    private readonly List<Exception> _failures = [];

    [Test]
    public void Records_of_added_partitions_are_processed_by_the_instances_that_run()
    {
        var simulation = Start(new StreamsBuilder());
        simulation.Cluster.CreateTopic("in", partitions: 5);
        Write(simulation);

        simulation.RunToEnd();

        simulation.Read<long, string>("out").Should().HaveCount(2 * Records);
        simulation.Cluster.GetCommittedOffsets("simulation").Keys.Where(partition => partition.Topic == "in").Should().HaveCount(5);
    }

    [Test]
    public void Instance_that_starts_again_says_that_a_repartition_topic_has_too_few_partitions_and_the_others_go_on()
    {
        var simulation = Start(new StreamsBuilder());
        simulation.Cluster.CreateTopic("in", partitions: 5);
        simulation.Crash(instance: 0);
        Write(simulation);
        simulation.Run(TimeSpan.FromMinutes(1));

        simulation.RunToEnd();

        _failures.Should().ContainSingle().Which.Should().BeOfType<StreamsConfigurationException>()
            .Which.Message.Should().Contain("'simulation-by-number-repartition' exists with 2 partitions, but the topology needs 5");
        simulation.Read<long, string>("out").GroupBy(record => record.Key).Should().HaveCount(Records).And.OnlyContain(copies => copies.Count() >= 2);
    }

    [Test]
    public void Task_of_two_topics_takes_the_partition_that_only_one_of_them_has()
    {
        var builder = new StreamsBuilder();
        builder.Stream<long, string>("in").Merge(builder.Stream<long, string>("more")).To("out");
        var simulation = new Simulation(builder.Build(), new SimulationOptions { Seed = 7, Instances = 2, Faults = SimulationFaults.Common });
        simulation.Cluster.CreateTopic("in", partitions: 2);
        simulation.Cluster.CreateTopic("more", partitions: 2);
        Write(simulation);
        simulation.Run(TimeSpan.FromSeconds(5));
        simulation.Cluster.CreateTopic("in", partitions: 5);
        Write(simulation);
        simulation.Crash(instance: 0);

        simulation.RunToEnd();

        simulation.Read<long, string>("out").GroupBy(record => record.Key).Should().HaveCount(Records).And.OnlyContain(copies => copies.Count() >= 2);
        simulation.Cluster.GetCommittedOffsets("simulation").Keys.Where(partition => partition.Topic == "in").Should().HaveCount(5);
    }

    private static void Write(Simulation simulation)
    {
        for (var number = 0L; number < Records; number++)
        {
            simulation.Write("in", number, "Roadford Avenue");
        }
    }

    private Simulation Start(StreamsBuilder builder)
    {
        builder.Stream<long, string>("in").Repartition(Repartitioned.As<long, string>("by-number")).To("out");
        var simulation = new Simulation(builder.Build(), new SimulationOptions { Seed = 7, Instances = 2, AllowsFailure = Allow });
        simulation.Cluster.CreateTopic("in", partitions: 2);
        simulation.Cluster.CreateTopic("out", partitions: 2);
        Write(simulation);
        simulation.Run(TimeSpan.FromSeconds(5));
        return simulation;
    }

    private bool Allow(Exception exception)
    {
        _failures.Add(exception);
        return true;
    }
}
