using Commands.Streams.ApiTests.Support;
using Commands.Streams.Kafka;

namespace Commands.Streams.ApiTests.Packages;

/// <summary>The README's programs, copied into empty projects, built against the packed files and run.</summary>
[Category("Packages")]
[NonParallelizable]
public sealed class NewcomerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private string _workspace = string.Empty;

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        _workspace = await PackedLibraries.CreateWorkspaceAsync("newcomer");
        var projects = await Newcomer.FollowReadmeAsync(_workspace);

        projects.Should().Equal("Orders", "Warehouse", "Tests");
        foreach (var project in projects)
        {
            await DotnetTool.RunAsync(Path.Combine(_workspace, project), "build", "-nodeReuse:false");
        }
    }

    [Test]
    public async Task The_issuer_of_the_readme_is_answered_by_its_subscriber()
    {
        using var cluster = EmbeddedCluster.Start();
        await using var warehouse = new DotnetProgram(Program("Warehouse"), cluster.BootstrapServers);
        await using var orders = new DotnetProgram(Program("Orders"), cluster.BootstrapServers);

        (await orders.WaitForExitAsync(Limit)).Should().Be(0, orders.Output);

        orders.Output.Should().Contain("dispatch_products").And.Contain("answered 12006 by T-12006");
        warehouse.Output.Should().Contain("dispatched 12005 to 2 Roadford Avenue").And.Contain("dispatched 12006 to 3 Avenue Fordstreet");
    }

    [Test]
    public async Task The_test_of_the_readme_passes()
    {
        var printed = await DotnetTool.RunAsync(Path.Combine(_workspace, "Tests"), "test", "--no-build");

        printed.Should().MatchRegex("Passed: +1");
    }

    private string Program(string project) => Path.Combine(_workspace, project, "bin", "Debug", "net10.0", $"{project}.dll");
}
