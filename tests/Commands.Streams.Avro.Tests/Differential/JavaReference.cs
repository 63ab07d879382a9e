using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Java's Avro in a process of its own, asked line by line.</summary>
internal sealed class JavaReference : IDisposable
{
    private const string JarsVariable = "COMMANDS_STREAMS_AVRO_JARS";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private JavaReference(Process process) => _process = process;

    /// <summary>Starts it, or skips the test with the reason why that cannot be done.</summary>
    public static JavaReference Start()
    {
        var java = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "java"))
            .FirstOrDefault(File.Exists);
        if (java is null)
        {
            Assert.Ignore("There is no Java on the path.");
        }

        var program = Path.Combine(Root(), "tests/Commands.Streams.Avro.Tests/Differential/Reference.java");
        string[] arguments = ["-Xss16m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-XX:+UseSerialGC", "-cp", ClassPath(), program];
        var start = new ProcessStartInfo(java!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new JavaReference(Process.Start(start)!);
    }

    public async Task<JsonObject> AskAsync(JsonObject request)
    {
        await _process.StandardInput.WriteLineAsync(request.ToJsonString());
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return JsonNode.Parse(answer ?? throw new InvalidOperationException("Java has ended."))!.AsObject();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>Avro's jar and its dependencies: the folders that the variable names, or those beside the repository.</summary>
    private static string ClassPath()
    {
        var beside = new[] { "avro", "kafka/libs" }.Select(folder => Path.Combine(Root(), "../shared", folder));
        var folders = Environment.GetEnvironmentVariable(JarsVariable)?.Split(Path.PathSeparator) ?? [.. beside];
        if (!folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "avro-1.*.jar")).Any())
        {
            Assert.Ignore($"There is no jar of Avro in {string.Join(" or ", folders)}. Set {JarsVariable} to the folders of Avro's and Jackson's jars.");
        }

        return string.Join(Path.PathSeparator, folders.Select(folder => Path.Combine(folder, "*")));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Commands.Streams.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
    }
}
