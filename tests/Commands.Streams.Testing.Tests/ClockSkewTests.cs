using Commands.Streams.SimulationRuns.Scenarios;

namespace Commands.Streams.Testing.Tests;

public sealed class ClockSkewTests
{
    private const ulong Seeds = 40;

    [Test]
    public void No_command_expires_too_early_where_clocks_are_off_by_two_seconds()
    {
        CountViolations(new RequestsScenario("requests", ProcessingGuarantee.AtLeastOnce)).Should().Be(0);
    }

    [Test]
    public void Without_a_tolerance_some_do()
    {
        CountViolations(new RequestsScenario("requests", ProcessingGuarantee.AtLeastOnce) { Tolerance = TimeSpan.Zero }).Should().BePositive();
    }

    private static int CountViolations(Scenario scenario)
    {
        var violations = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var settings = scenario.Draw(seed);
            var skewed = settings with { Faults = settings.Faults with { ClockSkew = TimeSpan.FromSeconds(2) } };
            violations += scenario.Run(skewed).Violation?.Contains("it has expired", StringComparison.Ordinal) == true ? 1 : 0;
        }

        return violations;
    }
}
