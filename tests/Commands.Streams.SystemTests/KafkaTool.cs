using System.Diagnostics;

namespace Commands.Streams.SystemTests;

/// <summary>
/// The script that runs the broker's own tools and ends and starts its nodes: COMMANDS_STREAMS_KAFKA_TOOL is its path, and
/// COMMANDS_STREAMS_KAFKA_DIR the directory of the cluster; without them these tests are ignored.
/// </summary>
internal static class KafkaTool
{
    private const int LagColumn = 5;
    private const string Redirected = "out=$1; shift; exec \"$@\" > \"$out\" 2> \"$out.error\"";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs one of the broker's own tools.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(string tool, byte[] input, params string[] arguments) =>
        RunScriptAsync(input, ["tool", Variable("COMMANDS_STREAMS_KAFKA_DIR"), tool, .. arguments]);

    /// <summary>Lets members of a group be missed soon after they were killed.</summary>
    public static Task ShortenSessionsAsync(string group) =>
        RunAsync(
            "configs", [], "--alter", "--entity-type", "groups", "--entity-name", group,
            "--add-config", "consumer.session.timeout.ms=2000,consumer.heartbeat.interval.ms=500");

    /// <summary>Whether a group has committed all that its topics hold.</summary>
    public static async Task<bool> HasCaughtUpAsync(string group)
    {
        var described = await RunAsync("groups", [], "--describe", "--group", group);
        var lags = described.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > LagColumn && columns[0] == group)
            .Select(columns => columns[LagColumn])
            .ToList();
        return lags.Count > 0 && lags.TrueForAll(lag => lag == "0");
    }

    /// <summary>What the first partition of a topic holds on the first node, as the broker's tool prints it.</summary>
    public static Task<string> DumpAsync(string topic) =>
        RunAsync("dump", [], "--files", Path.Combine(Variable("COMMANDS_STREAMS_KAFKA_DIR"), $"1/data/{topic}-0/00000000000000000000.log"));

    /// <summary>Ends a node at once and starts it again on its data.</summary>
    public static async Task RestartNodeAsync(int node)
    {
        var directory = Variable("COMMANDS_STREAMS_KAFKA_DIR");
        await RunScriptAsync([], ["kill", directory, node.ToString()]);
        await RunScriptAsync([], ["resume", directory, node.ToString()]);
    }

    /// <summary>Runs the script.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunScriptAsync(byte[] input, IReadOnlyList<string> arguments)
    {
        // A node that the script starts keeps the streams it inherits, so its output goes to a file instead of a pipe.
        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(
                "/bin/sh", ["-c", Redirected, "sh", output, Variable("COMMANDS_STREAMS_KAFKA_TOOL"), .. arguments])
            {
                RedirectStandardInput = true,
            })!;
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.Should().Be(0, await File.ReadAllTextAsync(output + ".error"));
            return await File.ReadAllTextAsync(output);
        }
        finally
        {
            File.Delete(output);
            File.Delete(output + ".error");
        }
    }

    private static string Variable(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value))
        {
            Assert.Ignore($"{name} is not set, so the broker's own tools cannot be run.");
        }

        return value!;
    }
}
