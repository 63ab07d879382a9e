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
            var settings = scenario.Draw(seed);
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

        var first = scenario.Run(scenario.Draw(77));
        var again = scenario.Run(scenario.Draw(77));
        var other = scenario.Run(scenario.Draw(78));

        again.Should().BeEquivalentTo(first);
        other.TraceHash.Should().NotBe(first.TraceHash);
    }

    private static Scenario Find(string name) => Catalogue.All.Single(scenario => scenario.Name == name);
}
