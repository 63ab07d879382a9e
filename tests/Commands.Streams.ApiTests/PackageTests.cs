using System.IO.Compression;
using System.Xml.Linq;
using Commands.Streams.ApiTests.Support;

namespace Commands.Streams.ApiTests;

/// <summary>What users get: the packed files, and a project that is built from nothing else.</summary>
[Category("Packages")]
[NonParallelizable]
public sealed class PackageTests
{
    private static readonly string Version = $"0.1.0-test.{Environment.ProcessId}.{TimeProvider.System.GetTimestamp()}";

    private static string _folder = string.Empty;

    private static string Packages => Path.Combine(_folder, "packages");

    [OneTimeSetUp]
    public static async Task PackAsync()
    {
        _folder = Directory.CreateTempSubdirectory("commands-streams-packages-").FullName;
        foreach (var library in Library.All)
        {
            // The libraries were built for these tests already; packing builds nothing.
            await DotnetTool.RunAsync(
                library.Folder,
                "pack",
                "--no-build",
                "--no-restore",
                "--configuration",
                Configuration,
                "--output",
                Packages,
                $"-p:PackageVersion={Version}",
                "-p:Version=" + Version);
        }
    }

    [OneTimeTearDown]
    public static void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(typeof(Library), nameof(Library.All))]
    public void A_package_has_readme_license_documentation_and_symbols(Library library)
    {
        using var package = ZipFile.OpenRead(Path.Combine(Packages, $"{library.Name}.{Version}.nupkg"));
        package.Entries.Select(entry => entry.FullName).Should()
            .Contain("README.md").And.Contain($"lib/net10.0/{library.Name}.dll").And.Contain($"lib/net10.0/{library.Name}.xml");
        using var symbols = ZipFile.OpenRead(Path.Combine(Packages, $"{library.Name}.{Version}.snupkg"));
        symbols.Entries.Select(entry => entry.FullName).Should().Contain($"lib/net10.0/{library.Name}.pdb");

        var metadata = XDocument.Load(package.GetEntry($"{library.Name}.nuspec")!.Open()).Root!.Elements().First();
        Value(metadata, "license").Should().Be("Apache-2.0");
        Value(metadata, "readme").Should().Be("README.md");
        Value(metadata, "description").Should().EndWith(".");
        Value(metadata, "tags").Should().Contain("kafka");
    }

    [Test]
    public async Task A_project_is_built_and_run_from_the_packed_files()
    {
        var project = Path.Combine(_folder, "consumer");
        Directory.CreateDirectory(project);
        await File.WriteAllTextAsync(Path.Combine(project, "consumer.csproj"), ConsumerProject());
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), ConsumerProgram);
        await File.WriteAllTextAsync(Path.Combine(project, "nuget.config"), ConsumerSources());

        await DotnetTool.RunAsync(project, "build", "--configuration", "Release", "-nodeReuse:false");
        var printed = await DotnetTool.RunAsync(project, Path.Combine("bin", "Release", "net10.0", "consumer.dll"));
        printed.Trim().Should().Be("12005 2 ROADFORD AVENUE");
    }

    /// <summary>The configuration these tests were built in, and so the libraries too.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string? Value(XElement metadata, string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private static string ConsumerProject() =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <NuGetAudit>false</NuGetAudit>
            <UseSharedCompilation>false</UseSharedCompilation>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Commands.Streams.Hosting" Version="{Version}" />
            <PackageReference Include="Commands.Streams.Testing" Version="{Version}" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>
    /// Adds the packed files to the machine's sources. Packages go to a cache of the test's own, and those the machine has already are taken from
    /// there, so that nothing of ours is left behind.
    /// </summary>
    private static string ConsumerSources()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <configuration>
              <config>
                <add key="signatureValidationMode" value="accept" />
                <add key="globalPackagesFolder" value="{Path.Combine(_folder, "cache")}" />
              </config>
              <packageSources>
                <add key="packed" value="{Packages}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{cache}" />
              </fallbackPackageFolders>
            </configuration>
            """;
    }

    private const string ConsumerProgram =
        """
        using Commands.Streams;
        using Commands.Streams.Testing;

        var builder = new StreamsBuilder();
        builder.Stream("in", Consumed.With(Serdes.Int64, Serdes.String)).MapValues(address => address.ToUpperInvariant()).To("out");
        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic("in", Serdes.Int64, Serdes.String).Pipe(12005, "2 Roadford Avenue");
        var record = driver.CreateOutputTopic("out", Serdes.Int64, Serdes.String).ReadKeyValue();
        Console.WriteLine($"{record.Key} {record.Value}");
        """;
}
