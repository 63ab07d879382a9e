using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Avro.Tests.Support;

/// <summary>A log that keeps its events.</summary>
internal sealed class EventLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(string Name, string Text)> _events = new();

    public IEnumerable<string> Texts => _events.Select(entry => entry.Text);

    /// <summary>How often events of a name were logged.</summary>
    public int CountOf(string name) => _events.Count(entry => entry.Name == name);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Enqueue((eventId.Name ?? string.Empty, formatter(state, exception)));

    public void Dispose()
    {
    }
}
