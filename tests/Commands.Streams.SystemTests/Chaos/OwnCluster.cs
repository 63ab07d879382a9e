using System.Globalization;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// A cluster of a test's own, where that of the others would not do: started by the script that COMMANDS_STREAMS_KAFKA_TOOL names, from the port
/// COMMANDS_STREAMS_CHAOS_PORT on, 19492 by default: outgoing connections must not take one while a node is away.
/// </summary>
internal sealed class OwnCluster : IAsyncDisposable
{
    private readonly string _directory;

    private OwnCluster(string directory, string servers)
    {
        _directory = directory;
        Servers = servers;
    }

    public static int Port { get; } = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_PORT", 19492);

    public string Servers { get; }

    public static Task<OwnCluster> StartAsync(int nodes, params string[] settings) => StartAsync(Port, nodes, settings);

    public static async Task<OwnCluster> StartAsync(int port, int nodes, string[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("chaos-").FullName;
        var sets = settings.SelectMany(setting => new[] { "--set", setting });
        var servers = await KafkaTool.RunScriptAsync(
            [], ["start", directory, "--port", port.ToString(CultureInfo.InvariantCulture), "--nodes", nodes.ToString(CultureInfo.InvariantCulture), .. sets]);
        return new OwnCluster(directory, servers.Trim().Split('\n')[^1]);
    }

    /// <summary>Ends a node at once.</summary>
    public Task KillAsync(int node) => KafkaTool.RunScriptAsync([], ["kill", _directory, node.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Starts a node again on its data.</summary>
    public Task ResumeAsync(int node) => KafkaTool.RunScriptAsync([], ["resume", _directory, node.ToString(CultureInfo.InvariantCulture)]);

    public async ValueTask DisposeAsync()
    {
        await KafkaTool.RunScriptAsync([], ["stop", _directory]);
        Directory.Delete(_directory, recursive: true);
    }
}
