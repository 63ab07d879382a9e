using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Hosting.Tests.Support;

/// <summary>Keeps what a host logs.</summary>
internal sealed class CollectingLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, string Text, Exception? Exception)> _lines = new();

    public IReadOnlyCollection<(string Category, string Text, Exception? Exception)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(CollectingLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue((category, formatter(state, exception), exception));
    }
}
