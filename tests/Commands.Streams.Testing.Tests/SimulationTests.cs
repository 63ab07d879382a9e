using Commands.Streams.SimulationRuns;
using Commands.Streams.SimulationRuns.Scenarios;

namespace Commands.Streams.Testing.Tests;

public sealed class SimulationTests
{
    private const ulong SeedsPerScenario = 40;

    private static IEnumerable<string> Scenarios => Catalogue.All.Select(scenario => scenario.Name);

    [TestCaseSource(nameof(Scenarios))]
    public void Nothing_is_violated(string name)
    {
        var scenario = Find(name);
        for (ulong seed = 1; seed <= SeedsPerScenario; seed++)
        {
            var settings = RunSettings.Draw(seed, scenario.Guarantee);
            var result = scenario.Run(settings);
            if (result.Violation is not null)
            {
                Assert.Fail(Shrinking.Tell(scenario, settings, result));
            }
        }
    }

    [TestCaseSource(nameof(Scenarios))]
    public void Same_seed_gives_the_same_trace_and_another_seed_another(string name)
    {
        var scenario = Find(name);

        var first = scenario.Run(RunSettings.Draw(77, scenario.Guarantee));
        var again = scenario.Run(RunSettings.Draw(77, scenario.Guarantee));
        var other = scenario.Run(RunSettings.Draw(78, scenario.Guarantee));

        again.Should().Be(first);
        other.TraceHash.Should().NotBe(first.TraceHash);
    }

    private static Scenario Find(string name) => Catalogue.All.Single(scenario => scenario.Name == name);
}
