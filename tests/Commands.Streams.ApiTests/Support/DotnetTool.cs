using System.Diagnostics;

namespace Commands.Streams.ApiTests.Support;

/// <summary>Runs the dotnet command in a folder, apart from the build that runs the tests.</summary>
internal static class DotnetTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Runs to the end; anything but exit code 0 fails the test with what was printed.</summary>
    /// <returns>What was printed.</returns>
    public static Task<string> RunAsync(string folder, params string[] arguments) => RunAsync(folder, null, arguments);

    /// <summary>As <see cref="RunAsync(string, string[])"/>, but what the command keeps for its user, settings and caches, is kept in the folder.</summary>
    /// <returns>What was printed.</returns>
    public static Task<string> RunApartAsync(string folder, params string[] arguments) => RunAsync(folder, Path.Combine(folder, "home"), arguments);

    private static async Task<string> RunAsync(string folder, string? home, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // No server processes that outlive the test, and nothing inherited from the build around it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        if (home is not null)
        {
            start.Environment["DOTNET_CLI_HOME"] = home;
            start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        }

        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("NUGET_PACKAGES");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        var text = await output + await errors;
        process.ExitCode.Should().Be(0, "dotnet {0} printed:\n{1}\n", string.Join(' ', arguments), text);
        return text;
    }
}
