using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Kafka.Tests.Support;

/// <summary>A log that keeps its lines, and lets a test wait for one.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, int Event, string Text)> _lines = new();
    private readonly SemaphoreSlim _written = new(0);
    private string _category = "";

    public IReadOnlyCollection<(string Category, LogLevel Level, int Event, string Text)> Lines => _lines;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName)
    {
        _category = categoryName;

        return this;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((_category, logLevel, eventId.Id, formatter(state, exception)));
        _written.Release();
    }

    public async Task WaitForAsync(Func<string, bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));

        while (!_lines.Any(line => condition(line.Text)))
        {
            await _written.WaitAsync(deadline.Token);
        }
    }

    public void Dispose()
    {
    }
}
