using System.Buffers.Binary;
using System.Diagnostics;
using Confluent.SchemaRegistry;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>Java's Avro library, which reads values in the registry's wire format by the schema that was registered.</summary>
internal static class JavaAvro
{
    private const int HeaderLength = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Reads values of one schema; skips the test if Java or Avro's jars are missing.</summary>
    public static async Task<IReadOnlyList<JObject>> ReadAsync(string registryUrl, IReadOnlyList<byte[]> values)
    {
        var jars = new[] { "avro", "kafka/libs" }.Select(folder => Path.Combine(Root(), "../shared", folder)).ToArray();
        if (!jars.All(Directory.Exists))
        {
            Assert.Ignore($"There are no jars of Avro in {string.Join(" and ", jars)}.");
        }

        using var registry = new CachedSchemaRegistryClient(new SchemaRegistryConfig { Url = registryUrl });
        var id = values.Select(value => BinaryPrimitives.ReadInt32BigEndian(value.AsSpan(1))).Distinct().Single();
        var schema = JToken.Parse((await registry.GetSchemaAsync(id)).SchemaString).ToString(Newtonsoft.Json.Formatting.None);

        var program = Path.Combine(Root(), "tests/Commands.Streams.SystemTests/Samples/ReadAvro.java");
        var classPath = string.Join(Path.PathSeparator, jars.Select(folder => Path.Combine(folder, "*")));
        var start = new ProcessStartInfo("java", ["-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", classPath, program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var java = Process.Start(start)!;
        await java.StandardInput.WriteLineAsync(schema);
        foreach (var value in values)
        {
            await java.StandardInput.WriteLineAsync(Convert.ToHexString(value.AsSpan(HeaderLength)));
        }

        java.StandardInput.Close();
        var printed = await java.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await java.WaitForExitAsync().WaitAsync(Patience);
        java.ExitCode.Should().Be(0);
        return [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];
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
