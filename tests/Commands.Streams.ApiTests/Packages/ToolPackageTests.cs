using Commands.Streams.ApiTests.Support;
using Commands.Streams.Kafka;

namespace Commands.Streams.ApiTests.Packages;

/// <summary>The redrive tool as users get it: packed, installed from the packed file, and run on a cluster.</summary>
[Category("Packages")]
[NonParallelizable]
public sealed class ToolPackageTests
{
    private const string Tool = "Commands.Streams.Redrive";
    private const string Command = "commands-streams-redrive";

    private static readonly string Version = $"0.1.0-test.{Environment.ProcessId}.{TimeProvider.System.GetTimestamp()}";

    private string _folder = string.Empty;

    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        _folder = Directory.CreateTempSubdirectory("commands-streams-tool-").FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder, "nuget.config"), Sources());

        // The tool was built for these tests already; packing builds nothing.
        await DotnetTool.RunAsync(
            Path.Combine(Repository.Root, "tools", Tool),
            "pack",
            "--no-build",
            "--no-restore",
            "--configuration",
            new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
            "--output",
            _folder,
            "-p:PackageVersion=" + Version,
            "-p:Version=" + Version);
        await DotnetTool.RunApartAsync(_folder, "new", "tool-manifest");
        await DotnetTool.RunApartAsync(_folder, "tool", "install", Tool, "--version", Version);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_installed_tool_says_what_it_can_do()
    {
        var printed = await DotnetTool.RunApartAsync(_folder, Command, "--help");

        printed.Should().ContainAll("dead letters", Command, "list", "show", "redrive");
    }

    [Test]
    public async Task The_installed_tool_finds_its_client_and_reads_a_topic()
    {
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("orders-dlt", 1);
        using var client = cluster.CreateClient();
        await using (var publisher = client.CreatePublisher("test"))
        {
            var letter = new Clients.ProduceRecord { Key = "k-12005"u8, HasKey = true, Partition = 0, Timestamp = 1_000 };
            await publisher.PublishAsync("orders-dlt", in letter, TimeSpan.FromSeconds(30));
        }

        var printed = await DotnetTool.RunApartAsync(_folder, Command, "list", "--bootstrap-servers", cluster.BootstrapServers, "--topic", "orders-dlt");

        printed.Should().Contain("k-12005");
    }

    /// <summary>The packed file alone: the tool brings with it all that it needs.</summary>
    private string Sources() =>
        $"""
        <configuration>
          <config>
            <add key="signatureValidationMode" value="accept" />
            <add key="globalPackagesFolder" value="{Path.Combine(_folder, "cache")}" />
          </config>
          <packageSources>
            <clear />
            <add key="packed" value="{_folder}" />
          </packageSources>
        </configuration>
        """;
}
