using Commands.Streams.SimulationRuns;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>The simulation can fail: each of these mistakes is found.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class PlantedBugTests
{
    private const ulong MostSeeds = 2_000;

    [TestCaseSource(typeof(PlantedBug), nameof(PlantedBug.All))]
    public void Planted_bug_is_found_within_two_thousand_seeds(object planted)
    {
        var bug = (PlantedBug)planted;
        var scenario = Catalogue.All.Single(scenario => scenario.Name == bug.Scenario);
        for (ulong seed = 1; seed <= MostSeeds; seed++)
        {
            var settings = scenario.Draw(seed);
            if (scenario.Run(settings with { Faults = bug.MakeFrequent(settings.Faults) }, bug.Plant).Violation is { } violation)
            {
                TestContext.Out.WriteLine($"Seed {seed}: {violation}");
                return;
            }
        }

        Assert.Fail($"'{bug.Name}' was not found.");
    }

    [Test]
    public void Clients_that_only_pass_on_violate_nothing()
    {
        foreach (var scenario in Catalogue.All)
        {
            for (ulong seed = 1; seed <= 5; seed++)
            {
                scenario.Run(scenario.Draw(seed), client => new BuggyClient(client)).Violation.Should().BeNull();
            }
        }
    }
}
