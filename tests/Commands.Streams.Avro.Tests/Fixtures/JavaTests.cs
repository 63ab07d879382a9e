using System.Diagnostics;

namespace Commands.Streams.Avro.Tests.Fixtures;

/// <summary>Runs Fixtures.java itself, where Java and Avro's jars are installed: what it writes and reads is what the files have.</summary>
internal sealed class JavaTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Jars = ["avro.jar", "jackson-core-asl.jar", "jackson-mapper-asl.jar", "slf4j-api.jar", "slf4j-nop.jar"];

    [Test]
    public async Task Java_writes_the_payloads_that_we_read() =>
        (await RunAsync("write")).Should().Be(await File.ReadAllTextAsync(FixtureFiles.PathOf(FixtureFiles.WrittenByJava)));

    [TestCase(FixtureFiles.WrittenByUs, FixtureFiles.WrittenByUsReadByJava)]
    [TestCase(FixtureFiles.WrittenByJava, FixtureFiles.WrittenByJavaReadByJava)]
    public async Task Java_reads_the_payloads_to_the_values_that_were_written(string payloads, string values) =>
        (await RunAsync("read", payloads)).Should().Be(await File.ReadAllTextAsync(FixtureFiles.PathOf(values)));

    /// <summary>Runs the program.</summary>
    /// <returns>The file that it has written.</returns>
    private static async Task<string> RunAsync(string mode, params string[] files)
    {
        var output = Path.GetTempFileName();
        try
        {
            string[] arguments = ["-cp", ClassPath(), FixtureFiles.PathOf("java/Fixtures.java"), mode, FixtureFiles.Folder, .. files, output];
            using var process = Process.Start(new ProcessStartInfo(Java(), arguments) { RedirectStandardError = true })!;
            using var deadline = new CancellationTokenSource(Patience);
            var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            process.ExitCode.Should().Be(0, errors);
            return await File.ReadAllTextAsync(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string Java()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "java"))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Ignore("There is no Java on the path, so the checked-in files are not compared with what it does.");
        }

        return found!;
    }

    private static string ClassPath()
    {
        var folder = Environment.GetEnvironmentVariable("AVRO_JAVA_JARS") ?? "/usr/share/java";
        var paths = Jars.Select(jar => Path.Combine(folder, jar)).ToList();
        if (paths.Find(path => !File.Exists(path)) is { } missing)
        {
            Assert.Ignore($"There is no {missing}: install libavro-java, or set AVRO_JAVA_JARS to the folder of Avro's jars.");
        }

        return string.Join(Path.PathSeparator, paths);
    }
}
