using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Tests.Support;

/// <summary>An HTTP server on loopback that answers as a test says, and remembers what it was asked.</summary>
internal sealed class StubRegistry : IDisposable
{
    private const int Attempts = 100;

    private readonly HttpListener _listener;
    private readonly List<string> _requests = [];
    private readonly List<string> _schemas = [];

    public StubRegistry()
    {
        (_listener, Url) = Listen();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Gives status and body for a path; may wait.</summary>
    public Func<string, Task<(int Status, string Body)>> Answer { get; set; } = _ => Task.FromResult((503, "down"));

    public int Requests
    {
        get
        {
            lock (_requests)
            {
                return _requests.Count;
            }
        }
    }

    /// <summary>The schemas that it was asked to register, as JSON.</summary>
    public IReadOnlyList<string> Registered
    {
        get
        {
            lock (_requests)
            {
                return [.. _schemas];
            }
        }
    }

    /// <summary>The answer that holds a schema.</summary>
    public static (int Status, string Body) Schema(string schema) => (200, $$"""{"schema":{{System.Text.Json.JsonSerializer.Serialize(schema)}}}""");

    /// <summary>Lets connections be refused.</summary>
    public void GoDown() => _listener.Stop();

    /// <summary>Ends that.</summary>
    public void ComeBack()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, string Url) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            // One that could not start is of no use any more. Below the ports that systems give out, so that it is still free when the registry comes back.
            var listener = new HttpListener();
            var url = $"http://127.0.0.1:{Random.Shared.Next(20_000, 32_000)}";
            listener.Prefixes.Add($"{url}/");
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                // Taken.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = HandleAsync(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        using var reader = new StreamReader(context.Request.InputStream);
        var text = await reader.ReadToEndAsync();
        lock (_requests)
        {
            _requests.Add(path);
            if (text.Length > 0)
            {
                _schemas.Add((string)JObject.Parse(text)["schema"]!);
            }
        }

        try
        {
            var (status, body) = await Answer(path);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/vnd.schemaregistry.v1+json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }
}
