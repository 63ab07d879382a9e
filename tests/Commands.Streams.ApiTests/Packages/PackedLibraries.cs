using Commands.Streams.ApiTests.Support;

namespace Commands.Streams.ApiTests.Packages;

/// <summary>The libraries as users get them: packed once for all tests of this folder, under a version that no other run has.</summary>
[SetUpFixture]
public sealed class PackedLibraries
{
    private static string _folder = string.Empty;

    public static string Version { get; } = $"0.1.0-test.{Environment.ProcessId}.{TimeProvider.System.GetTimestamp()}";

    /// <summary>The packed files.</summary>
    public static string Packages => Path.Combine(_folder, "packages");

    /// <summary>The configuration these tests were built in, and so the libraries too.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

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
                $"-p:Version={Version}");
        }
    }

    [OneTimeTearDown]
    public static void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    /// <summary>Creates an empty folder in which projects find the packed files.</summary>
    public static async Task<string> CreateWorkspaceAsync(string name)
    {
        var workspace = Path.Combine(_folder, name);
        Directory.CreateDirectory(workspace);
        await File.WriteAllTextAsync(Path.Combine(workspace, "nuget.config"), Sources());
        return workspace;
    }

    /// <summary>
    /// Adds the packed files to the machine's sources. Packages go to a cache of these tests, and those the machine has already are taken from there,
    /// so that nothing of ours is left behind.
    /// </summary>
    private static string Sources()
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
}
