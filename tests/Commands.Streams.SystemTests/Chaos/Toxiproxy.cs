using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// A proxy between clients and a broker, which cuts connections: Toxiproxy's server, that COMMANDS_STREAMS_TOXIPROXY names, with one proxy.
/// </summary>
internal sealed class Toxiproxy : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly HttpClient _http;

    private Toxiproxy(Process process, HttpClient http)
    {
        _process = process;
        _http = http;
    }

    public static async Task<Toxiproxy> StartAsync(int controlPort, int port, int upstream)
    {
        if (Environment.GetEnvironmentVariable("COMMANDS_STREAMS_TOXIPROXY") is not { Length: > 0 } server)
        {
            Assert.Ignore("COMMANDS_STREAMS_TOXIPROXY names no toxiproxy-server, so no connection can be cut.");
            throw new InvalidOperationException();
        }

        var process = Process.Start(
            new ProcessStartInfo(server, ["-host", "127.0.0.1", "-port", Text(controlPort)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var proxy = new Toxiproxy(process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{controlPort}") });
        using var deadline = new CancellationTokenSource(Patience);
        while (!await proxy.TryCreateAsync(port, upstream))
        {
            await Task.Delay(50, deadline.Token);
        }

        return proxy;
    }

    /// <summary>Closes every connection, and lets in no new one for a while.</summary>
    public async Task CutAsync(TimeSpan away)
    {
        await PostAsync("/proxies/kafka", new { enabled = false });
        await Task.Delay(away);
        await PostAsync("/proxies/kafka", new { enabled = true });
    }

    /// <summary>Resets every connection, and new ones for a while.</summary>
    public async Task ResetAsync(TimeSpan away)
    {
        await PostAsync("/proxies/kafka/toxics", new { name = "reset", type = "reset_peer", attributes = new { timeout = 0 } });
        await Task.Delay(away);
        (await _http.DeleteAsync("/proxies/kafka/toxics/reset")).EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> TryCreateAsync(int port, int upstream)
    {
        try
        {
            await PostAsync("/proxies", new { name = "kafka", listen = $"127.0.0.1:{port}", upstream = $"127.0.0.1:{upstream}" });
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task PostAsync<T>(string path, T body) => (await _http.PostAsJsonAsync(path, body)).EnsureSuccessStatusCode();
}
