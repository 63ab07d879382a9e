using Commands.Streams.Testing.Tests.Planting;

namespace Commands.Streams.Testing.Tests;

public sealed class RunSeedsTests
{
    [Test]
    public void Violation_is_told_with_the_smallest_options_that_were_found()
    {
        var options = new SimulationOptions
        {
            Instances = 3,
            Faults = SimulationFaults.Common,
            Decorate = client =>
                new BuggyClient(client)
                {
                    WrapConsumer = inner => new BuggyConsumer(inner) { ChangeOffset = offset => offset with { Offset = offset.Offset + 1 } },
                },
            AllowsFailure = static _ => true,
        };

        var exception = Assert.Throws<SimulationViolationException>(() => Simulation.RunSeeds(20, options, Copy))!;

        exception.Violation.Should().NotBeEmpty();
        exception.Message.Should().Contain("The smallest run found that fails: Seed = 1, Instances = 1, ");
        exception.InnerException.Should().BeOfType<SimulationViolationException>();
        exception.Smallest!.Faults.Should().Be(SimulationFaults.None);
        exception.Smallest.MaxWrites.Should().BeLessThan(5);
        exception.Invoking(found => Copy(found.Smallest!))
            .Should().Throw<SimulationViolationException>().Which.Violation.Should().Be(exception.Violation);
    }

    [Test]
    public void Expectation_of_the_test_itself_is_kept_with_all_records()
    {
        var options = new SimulationOptions { Instances = 2, Faults = SimulationFaults.Common };

        var exception = Assert.Throws<SimulationViolationException>(() => Simulation.RunSeeds(1, options, tried =>
        {
            Copy(tried);
            throw new TimeoutException("Too slow.");
        }))!;

        exception.Violation.Should().Be("Too slow.");
        exception.Smallest!.MaxWrites.Should().Be(int.MaxValue);
        exception.Smallest.Instances.Should().Be(1);
    }

    [Test]
    public void Nothing_is_thrown_where_every_seed_passes()
    {
        var seeds = new List<ulong>();

        Simulation.RunSeeds(3, new SimulationOptions { Seed = 5, Faults = SimulationFaults.Common }, options =>
        {
            seeds.Add(options.Seed);
            Copy(options);
        });

        seeds.Should().Equal(5, 6, 7);
    }

    private static void Copy(SimulationOptions options)
    {
        var builder = new StreamsBuilder();
        builder.Stream<long, string>("in").To("out");
        var simulation = new Simulation(builder.Build(), options);
        simulation.Require(new Invariants.CommittedWorkIsFinished(new Invariants.RecordFlow("in", "out", Name, Name)));
        for (var number = 0L; number < 20; number++)
        {
            simulation.Write("in", number, "Roadford Avenue");
        }

        simulation.RunToEnd();
    }

    private static long? Name(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Records.Headers headers) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(key);
}
