using Commands.Streams.SimulationRuns;

namespace Commands.Streams.Testing.Tests;

/// <summary>Runs that showed a bug of the engine before it was mended, without the faults that were not drawn then.</summary>
public sealed class FoundBugTests
{
    [TestCase("stateless-exactly-once", 8ul, TestName = "Seek that is refused while tasks are reset does not end the worker")]
    [TestCase("stateless-exactly-once", 38ul, TestName = "Seek whose answer is lost while tasks are reset does not end the worker")]
    [TestCase("stateless-exactly-once", 1252ul, TestName = "Dead letter of a producer that was shut out lets the worker join again")]
    [TestCase("undelivered", 366ul, TestName = "Dead letter of a failed delivery is delivered before its record is committed")]
    public void Found_bug_stays_mended(string name, ulong seed)
    {
        var scenario = Catalogue.All.Single(scenario => scenario.Name == name);
        var drawn = scenario.Draw(seed);
        var settings = drawn with { Limits = RunLimits.Usual, Faults = drawn.Faults with { Expulsion = 0, NewPartitions = 0, ClockSkew = TimeSpan.Zero } };

        var result = scenario.Run(settings);

        result.Violation.Should().BeNull();
    }

    [TestCase("repartition", 1040ul, TestName = "What a process has committed that is gone is deleted from the application's own topics")]
    [TestCase("repartition", 1043ul, TestName = "What a process has committed that was stopped is deleted from the application's own topics")]
    public void Found_bug_stays_mended_with_all_that_is_drawn(string name, ulong seed)
    {
        var scenario = Catalogue.All.Single(scenario => scenario.Name == name);

        scenario.Run(scenario.Draw(seed)).Violation.Should().BeNull();
    }
}
