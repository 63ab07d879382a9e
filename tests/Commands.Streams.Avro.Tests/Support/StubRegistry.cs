using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Tests.Support;

/// <summary>An HTTP server on loopback that answers as a test says, and remembers what it was asked.</summary>
internal sealed class StubRegistry : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<string> _requests = [];
    private readonly List<string> _schemas = [];

    public StubRegistry()
    {
        for (var port = 28_400; ; port++)
        {
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                _listener.Start();
                Url = $"http://127.0.0.1:{port}";
                break;
            }
            catch (HttpListenerException) when (port < 28_500)
            {
                // Taken.
            }
        }

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

    public void Dispose() => _listener.Close();

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
